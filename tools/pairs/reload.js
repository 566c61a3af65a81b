// Reloads the page after a build, and shows the problems of a broken one.
"use strict";
(() => {
  let version;
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.id = "build-problems";
  Object.assign(box.style, {
    position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto",
    padding: "1rem 1.5rem", background: "#3b0d0d", color: "#fff", zIndex: "1000",
    font: "14px/1.6 ui-monospace, monospace", whiteSpace: "pre-wrap",
  });
  const events = new EventSource("/-/events");
  events.onmessage = (event) => {
    const state = JSON.parse(event.data);
    version ??= state.version;
    if (state.version !== version) {
      location.reload();
      return;
    }
    box.textContent = state.problems.join("\n");
    if (state.problems.length) document.body.append(box);
    else box.remove();
  };
})();
