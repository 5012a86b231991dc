// Before the first paint: a page that follows the device takes the device's theme. Without scripts it stays light.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    var theme = root.dataset.tema;
    if (theme === "gelap" || (theme === "sistem" && dark.matches)) root.setAttribute("data-bs-theme", "dark");
    else root.removeAttribute("data-bs-theme");
  }
  root.classList.add("js");
  follow();
  dark.addEventListener("change", follow);
  window.tepatTheme = follow;
})();
