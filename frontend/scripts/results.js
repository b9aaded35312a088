// Results by keyboard: up and down move between titles, s saves; Enter opens, as on any link.
// On a phone the filters begin closed.
const wide = window.matchMedia("(min-width: 62rem)");

function settle() {
  const sheet = document.querySelector(".filter-sheet");
  if (sheet && !wide.matches && !sheet.dataset.touched) sheet.open = false;
}
settle();
document.addEventListener("toggle", (event) => {
  if (event.target.matches?.(".filter-sheet")) event.target.dataset.touched = "yes";
}, true);

document.addEventListener("keydown", (event) => {
  const list = document.querySelector("[data-results]");
  if (!list || event.altKey || event.ctrlKey || event.metaKey) return;
  if (/^(INPUT|SELECT|TEXTAREA|SUMMARY)$/.test(document.activeElement?.tagName)) return;
  const titles = [...list.querySelectorAll("h3 a")];
  const at = titles.indexOf(document.activeElement);
  if (event.key === "ArrowDown" && (at >= 0 || document.activeElement === document.body)) {
    event.preventDefault();
    titles[Math.min(at + 1, titles.length - 1)]?.focus();
  } else if (event.key === "ArrowUp" && at > 0) {
    event.preventDefault();
    titles[at - 1].focus();
  } else if (event.key === "s" && at >= 0) {
    titles[at].closest(".hit")?.querySelector("[data-save] button")?.click();
  }
});

// After a filter changed the page, the sheet stays as the reader left it.
document.addEventListener("htmx:beforeSwap", () => {
  const sheet = document.querySelector(".filter-sheet");
  if (sheet) document.documentElement.dataset.sheet = sheet.open ? "open" : "closed";
});
document.addEventListener("htmx:afterSettle", () => {
  const sheet = document.querySelector(".filter-sheet");
  if (sheet) sheet.open = document.documentElement.dataset.sheet !== "closed";
});

// The address holds what was chosen, and nothing empty.
document.addEventListener("htmx:configRequest", (event) => {
  const asked = event.detail.formData;
  for (const name of new Set(asked.keys())) {
    if (!asked.get(name)) asked.delete(name);
  }
});
