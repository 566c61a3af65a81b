// Reloads the page after a build, and shows the problems of a broken one. One
// tab of the browser listens for all of them: a browser opens six connections
// to a server, and a page that listens holds one for good.
"use strict";
(() => {
  const version = new URL(document.currentScript.src).search.slice(1); // of this page
  const box = document.createElement("div");
  box.setAttribute("role", "alert");
  box.id = "build-problems";
  Object.assign(box.style, {
    position: "fixed", inset: "auto 0 0 0", maxHeight: "60vh", overflow: "auto",
    padding: "1rem 1.5rem", background: "#3b0d0d", color: "#fff", zIndex: "1000",
    font: "14px/1.6 ui-monospace, monospace", whiteSpace: "pre-wrap",
  });
  const show = (state) => {
    if (state.version !== version) {
      location.reload();
      return;
    }
    box.textContent = state.problems.join("\n");
    if (state.problems.length) document.body.append(box);
    else box.remove();
  };

  const others = new BroadcastChannel("socketpairs");
  const ask = null; // what a new tab sends; the tab that listens answers
  let last; // what the tab that listens was told
  others.onmessage = ({ data }) => {
    if (data !== ask) show(data);
    else if (last) others.postMessage(last);
  };
  // Listens until the tab is closed or left, or may not listen.
  const listen = () => new Promise((end) => {
    const events = new EventSource("/-/events");
    events.onmessage = ({ data }) => {
      last = JSON.parse(data);
      others.postMessage(last);
      show(last);
    };
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) end();
    };
  });
  // The lock goes to the next tab when its holder is gone.
  navigator.locks.request("socketpairs", listen);
  others.postMessage(ask);
})();
