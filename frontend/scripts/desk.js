// A desk worked with the keyboard: move in the inbox, choose an answer with one key, Enter sends it.
// Single keys can be turned off (WCAG 2.1.4); the choice is kept in this browser.
const STORED = "trialogue-desk-keys";
const toggle = document.querySelector("[data-keys-toggle]");
const isOn = () => localStorage.getItem(STORED) !== "off";

if (toggle) {
  toggle.hidden = false;
  const say = () => {
    toggle.setAttribute("aria-pressed", String(isOn()));
    toggle.textContent = isOn() ? "Keyboard shortcuts are on" : "Keyboard shortcuts are off";
  };
  toggle.addEventListener("click", () => {
    localStorage.setItem(STORED, isOn() ? "off" : "on");
    say();
  });
  say();
}

const rows = [...document.querySelectorAll("[data-keys='inbox'] > li")];
let at = -1;
function move(step) {
  if (!rows.length) return;
  rows[at]?.classList.remove("is-at");
  at = Math.max(0, Math.min(rows.length - 1, at + step));
  rows[at].classList.add("is-at");
  rows[at].querySelector("a").focus();
}

const triage = document.querySelector("[data-keys='triage']");
const words = triage?.querySelector("textarea");
const templates = new Set([...(triage?.querySelectorAll("[data-template]") ?? [])].map((b) => b.dataset.template));
function choose(button) {
  if (words.value.trim() === "" || templates.has(words.value)) words.value = button.dataset.template;
  button.focus();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !isOn()) return;
  if (event.target.closest("input, textarea, select")) return;
  // Outside the inbox the arrows scroll, as everywhere.
  const inside = event.target.closest("[data-keys='inbox']");
  if (rows.length && (event.key === "j" || (inside && event.key === "ArrowDown"))) return void (event.preventDefault(), move(1));
  if (rows.length && (event.key === "k" || (inside && event.key === "ArrowUp"))) return void (event.preventDefault(), move(-1));
  const button = triage?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    choose(button);
  }
});
