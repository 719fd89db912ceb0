/* The passport of a finding, shown in place: as it stands on the archive page that its link leads to, in the page's own dialog.
   shell.js asks for this module at the first click. Whatever fails here lets the link go on, as it does without a script. */
const sheet = document.getElementById("passport");

/* Archives, each asked for once. A document that a parser made runs no script and loads nothing. */
const pages = new Map();
const read = async (address) => {
  if (!pages.has(address)) {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    pages.set(address, new DOMParser().parseFromString(await answer.text(), "text/html"));
  }
  return pages.get(address);
};

/* What an archive says of a finding, fit for another page: no id stands twice, and links lead where they led there. */
const take = (archive, address, id) => {
  const find = archive.getElementById(id).cloneNode(true);
  for (const script of find.querySelectorAll("script")) script.remove();
  for (const part of find.querySelectorAll("[id]")) part.removeAttribute("id");
  for (const link of find.querySelectorAll("[href]")) link.setAttribute("href", new URL(link.getAttribute("href"), address));
  return find.childNodes;
};

/* Opens the passport that a link leads to; closed, it gives the focus back, which not every browser does by itself. */
export const open = async (link) => {
  const [address, id] = link.href.split("#");
  const parts = take(await read(address), address, id);
  if (sheet.open) return; // two links were clicked while the first was on its way
  sheet.querySelector(".find").replaceChildren(...parts);
  sheet.querySelector(".passport-all").href = link.href;
  sheet.addEventListener("close", () => link.focus(), { once: true });
  sheet.showModal();
  sheet.scrollTop = 0;
};

/* A click beside the sheet closes it, but not the second one of a double click that opened it. */
sheet.addEventListener("click", ({ target, detail }) => {
  if (target === sheet && detail < 2) sheet.close();
});
