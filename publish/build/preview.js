// In a preview alone: reloads the page when the site was made anew, and shows over it why it could not be.
(() => {
  const { epoch, told } = document.currentScript.dataset;

  const look = async () => {
    try {
      const newest = Number(await (await fetch(`/livereload/${epoch}/${Date.now()}`)).text());
      if (newest > Number(epoch)) {
        location.reload();
        return;
      }
      look();
    } catch {
      setTimeout(look, 500); // the preview is being started again
    }
  };

  const show = (lines) => {
    const box = document.createElement("pre");
    box.setAttribute("role", "alert");
    box.textContent = ["This page is older than your files:", ...lines].join("\n");
    Object.assign(box.style, {
      position: "fixed", inset: "0 0 auto", zIndex: "99", margin: "0", padding: "1rem", maxHeight: "60vh", overflow: "auto",
      whiteSpace: "pre-wrap", font: "14px/1.5 monospace", color: "#fff", background: "#8a1020",
    });
    document.body.append(box);
  };

  fetch(told).then((answer) => answer.json()).then((lines) => lines.length > 0 && show(lines));
  look();
})();
