"""What keeps a copy and its sources in order: manifest, doctor, reports, links."""
