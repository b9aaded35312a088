// What every page gains with scripts; nothing here is needed to read or to act.
document.documentElement.classList.add("has-script");

// A long contents list marks the section that is being read.
const links = new Map(
  [...document.querySelectorAll(".contents a[href^='#']")].map((a) => [a.getAttribute("href").slice(1), a]),
);
if (links.size && "IntersectionObserver" in window) {
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute("aria-current");
        links.get(entry.target.id)?.setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "-10% 0px -75% 0px" },
  );
  for (const id of links.keys()) {
    const section = document.getElementById(id);
    if (section) observer.observe(section);
  }
}

// A form is sent once, however often its button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") {
    leaveOutEmpty(form);
    return;
  }
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
// The address of a search holds what was asked, and nothing empty.
function leaveOutEmpty(form) {
  for (const field of form.querySelectorAll("input[name], select[name]")) {
    if (!field.value && field.type !== "radio") field.dataset.name = field.name;
  }
  for (const field of form.querySelectorAll("[data-name]")) field.removeAttribute("name");
}

window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("[data-name]")) field.name = field.dataset.name;
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

const errors = document.querySelector(".nhsuk-error-summary");
if (errors) {
  errors.tabIndex = -1;
  errors.focus();
}
