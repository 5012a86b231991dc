// Files may be dropped anywhere on the upload form; without this script they are chosen with the field itself.
(() => {
  const form = document.querySelector("form[data-drop]");
  const field = form && form.querySelector("input[type='file']");
  if (!field) return;
  const mark = (on) => form.classList.toggle("is-dropping", on);
  ["dragenter", "dragover"].forEach((name) => form.addEventListener(name, (event) => {
    event.preventDefault();
    mark(true);
  }));
  ["dragleave", "drop"].forEach((name) => form.addEventListener(name, () => mark(false)));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
