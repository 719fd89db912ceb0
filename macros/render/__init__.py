"""Records -> HTML or Markdown, through the templates: pure."""
