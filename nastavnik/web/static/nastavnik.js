// What the pages gain with JavaScript; every one of them works without it.
"use strict";

// A link with data-opens shows the dialog of that id instead of leading to its page.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.dataset.opens);
  if (dialog && dialog.showModal) {
    event.preventDefault();
    dialog.showModal();
  }
});

// Menus close by Escape and by a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Questions before an action: a form with data-confirm, or hx-confirm of htmx.
function ask(question, label, proceed) {
  const dialog = document.getElementById("confirm");
  dialog.querySelector("h2").textContent = question;
  dialog.querySelector("[data-confirm-yes]").textContent = label || "Продолжить";
  dialog.returnValue = "";
  dialog.onclose = () => dialog.returnValue === "yes" && proceed();
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm || form.dataset.confirmed) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { submitter } = event;
  ask(form.dataset.confirm, form.dataset.confirmLabel, () => {
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter);
    delete form.dataset.confirmed;
  });
}, true);

document.addEventListener("htmx:confirm", (event) => {
  if (!event.detail.question) return;
  event.preventDefault();
  ask(event.detail.question, "", () => event.detail.issueRequest(true));
});

// A form is sent once: a second press while the answer is on its way does nothing.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// The drop area shows that it is ready; the native field inside takes the file.
for (const name of ["dragenter", "dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const area = event.target.closest && event.target.closest("[data-drop]");
    if (!area) return;
    area.classList.toggle("is-over", name === "dragenter" || name === "dragover");
    const field = area.querySelector("input[type=file]");
    if (event.target === field) return;
    event.preventDefault();
    if (name === "drop" && event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
}

// A button with data-check-all checks every box of that name in its form, or none.
document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-check-all]");
  if (!all) return;
  const boxes = [...all.form.querySelectorAll(`input[type=checkbox][name="${all.dataset.checkAll}"]`)];
  const checks = boxes.some((box) => !box.checked);
  for (const box of boxes) box.checked = checks;
});

// What only a script can do is shown where scripts run.
function reveal() {
  for (const part of document.querySelectorAll("[data-check-all][hidden]")) part.hidden = false;
}

document.addEventListener("htmx:afterSettle", reveal);
reveal();

// The source scrolls to the place of the field or card a person works in.
function show(placeId) {
  const place = document.getElementById(placeId);
  const pane = place && place.closest(".split-scroll");
  if (!pane || place.classList.contains("is-current")) return;
  for (const other of pane.querySelectorAll(".is-current")) other.classList.remove("is-current");
  place.classList.add("is-current");
  const offset = place.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  pane.scrollTo({ top: pane.scrollTop + offset - pane.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
}

for (const name of ["focusin", "click"]) {
  document.addEventListener(name, (event) => {
    const owner = event.target.closest("[data-place]");
    if (owner) show(owner.dataset.place);
  });
}

// After a fragment arrives the focus goes to its errors, or to what the fragment asks for.
document.addEventListener("htmx:afterSettle", (event) => {
  const target = event.detail.elt;
  const wanted = target.matches("[data-focus]") ? target : target.querySelector("[data-focus]");
  if (wanted) wanted.focus();
});

// A failed request is said aloud in the region of messages.
function report(text) {
  const region = document.getElementById("messages");
  const notice = document.createElement("p");
  notice.className = "notice notice-error";
  notice.textContent = text;
  region.replaceChildren(notice);
  region.scrollIntoView({ block: "nearest" });
}

const reasons = {
  403: "Нет права на это действие. Ничего не изменено.",
  404: "Запись не найдена: возможно, её уже удалили. Обновите страницу.",
  409: "Данные успел изменить кто-то другой. Обновите страницу и повторите.",
  413: "Файл слишком большой. Ничего не сохранено.",
  503: "Система временно недоступна. Повторите через минуту.",
};

document.addEventListener("htmx:responseError", (event) => {
  report(reasons[event.detail.xhr.status] || "Действие не выполнено. Обновите страницу и повторите.");
});

document.addEventListener("htmx:sendError", () => {
  report("Нет связи с сервером. Проверьте подключение и повторите: ничего не потеряно.");
});

// A page that came back with errors starts at them.
const summary = document.querySelector("[data-focus]");
if (summary) summary.focus();
