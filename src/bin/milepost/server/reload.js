// Added by `milepost serve` to every page it shows; no page on disk has it.
// Reloads the page when the site was rebuilt, and shows the errors when it could not be.
"use strict";
(() => {
  const page = new URL(document.currentScript.src).searchParams.get("v");
  const scroll = `milepost-scroll:${location.pathname}`;
  let overlay = null;

  const add = (parent, name, text, style) => {
    const element = document.createElement(name);
    element.textContent = text; // never as HTML: errors quote what stands in files
    Object.assign(element.style, style); // allowed by the page's policy, unlike a style attribute
    parent.append(element);
    return element;
  };

  const hide = () => {
    overlay?.remove();
    overlay = null;
  };

  const show = (problems) => {
    hide();
    overlay = add(document.body, "div", "", {
      position: "fixed", inset: "0", zIndex: "2147483647", overflow: "auto", padding: "2rem", boxSizing: "border-box",
      background: "#16181d", color: "#f2f2f2", font: "14px/1.5 ui-monospace, monospace", textAlign: "left",
    });
    overlay.setAttribute("role", "alert");
    overlay.dataset.milepost = "problems";
    const count = problems.length === 1 ? "1 error" : `${problems.length} errors`;
    add(overlay, "h2", `${count}: ${page ? "the last good site stays" : "there is no site"} until ${problems.length === 1 ? "it is" : "they are"} mended`, {
      margin: "0 0 1rem", color: "#ff9a8d", font: "bold 16px/1.5 system-ui, sans-serif",
    });
    for (const problem of problems) {
      add(overlay, "pre", problem, {
        margin: "0 0 1rem", padding: "1rem", overflow: "auto", whiteSpace: "pre", background: "#22252c", color: "inherit",
        border: "0", borderLeft: "3px solid #ff9a8d", font: "inherit",
      });
    }
    const close = add(overlay, "button", "Hide (Esc)", { font: "inherit", padding: "0.25rem 0.75rem" });
    close.type = "button";
    close.addEventListener("click", hide);
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });

  const events = new EventSource("/_milepost/events");
  events.addEventListener("state", (event) => {
    const state = JSON.parse(event.data);
    if (state.problems.length > 0) {
      show(state.problems);
    } else if (state.version !== page) {
      sessionStorage.setItem(scroll, String(scrollY));
      location.reload();
    } else {
      hide();
    }
  });

  const remembered = sessionStorage.getItem(scroll);
  if (remembered !== null) {
    sessionStorage.removeItem(scroll);
    scrollTo(0, Number(remembered));
  }
})();
