// The home page: which lessons were read in this browser, the next one, and a
// way to forget it. script.js marks them, and notes a lesson whose end was
// seen.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const links = Array.from(document.querySelectorAll(".parts li > a"));
  const unread = links.filter((link) => !link.matches(".read"));
  if (unread.length === links.length) return;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  status.textContent = `You have read ${links.length - unread.length} of ${links.length} lessons. `;
  const [next] = unread;
  if (next) {
    const link = Object.assign(document.createElement("a"), { href: next.href, textContent: next.textContent });
    status.append("Next: ", link, ". ");
  }
  const forget = Object.assign(document.createElement("button"), { textContent: "Forget this" });
  forget.addEventListener("click", () => {
    delete localStorage.read;
    for (const link of links) link.classList.remove("read");
    status.textContent = "Forgotten.";
  });
  status.append(forget);
  document.getElementById("lessons").after(status);
});
