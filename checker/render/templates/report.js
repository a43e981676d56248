// Finds claims in the page. Without this script everything is shown; with it, nothing is fetched either.
(() => {
  "use strict";

  // Boxes that scroll can be reached by the keyboard, but only while they do.
  const measure = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const scrolls = target.scrollWidth > target.clientWidth + 1;
      if (scrolls === target.hasAttribute("tabindex")) continue;
      for (const [name, value] of [["tabindex", "0"], ["role", "group"], ["aria-label", target.dataset.name]]) {
        if (scrolls) target.setAttribute(name, value);
        else target.removeAttribute(name);
      }
    }
  });
  for (const box of document.querySelectorAll(".scroll")) measure.observe(box);

  const bar = document.getElementById("filter");
  if (!bar) return;
  const glance = document.querySelector(".glance");
  const claims = [...document.querySelectorAll(".claim")];
  const rows = new Map([...glance.querySelectorAll("tbody tr")].map((row) => [row.querySelector("a")?.hash, row]));
  const items = [...document.querySelectorAll("[data-item]")];
  const groups = [...document.querySelectorAll("[data-group]")].reverse(); // inner ones before those around them
  const search = document.getElementById("search");
  const choices = [...bar.querySelectorAll("select")];
  const fields = [search, ...choices];
  const [status, chosen, clear] = ["[role=status]", ".chosen", "button"].map((name) => bar.querySelector(name));

  const PLAIN = { ı: "i", ł: "l", ø: "o", đ: "d", ß: "ss", æ: "ae", œ: "oe", ς: "σ" };
  // Marks, case, and the ways to write one letter are no difference to somebody who searches.
  const fold = (text) =>
    text.replace(/[\u2018-\u201B\u02BC\u02BB\u0060\u00B4]/g, "'").replace(/[\u201C-\u201F\u00AB\u00BB]/g, '"')
      .normalize("NFKD").toLowerCase().replace(/[\p{M}\p{Cf}\u0640]/gu, "")
      .replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => digit.charCodeAt(0) & 15)
      .replace(/\u0671/g, "\u0627").replace(/[\u0649\u06CC]/g, "\u064A").replace(/\u0629/g, "\u0647").replace(/\u06A9/g, "\u0643")
      .replace(/[\u2010-\u2015\u2212]/g, "-").replace(/[ıłøđßæœς]/g, (letter) => PLAIN[letter]).replace(/\s+/g, " ");

  let folded = null;
  const texts = () => {
    folded ??= claims.map((claim) =>
      fold([...claim.querySelectorAll("h3, .path, blockquote")].map((part) => part.textContent).join("\n")));
    return folded;
  };
  let linked = null;
  const links = () => {
    linked ??= items.map((item) => [...item.querySelectorAll('a[href^="#claim-"]')].map((link) => link.hash.slice(1)));
    return linked;
  };
  const active = () => fields.some((field) => field.value.trim());

  const apply = () => {
    const words = fold(search.value.slice(0, search.maxLength)).split(" ").filter(Boolean);
    const wanted = choices.filter((choice) => choice.value);
    const shown = new Set();
    claims.forEach((claim, number) => {
      const fits =
        wanted.every(({ name, value }) => claim.dataset[name].split("\n").includes(value)) &&
        words.every((word) => texts()[number].includes(word));
      const label = claim.querySelector("h3").id;
      for (const place of [claim, rows.get(`#${label}`)]) if (place) place.hidden = !fits;
      if (fits) shown.add(label);
    });
    const filtered = active();
    if (filtered || linked) items.forEach((item, number) => {
      item.hidden = filtered && !links()[number].some((label) => shown.has(label));
    });
    for (const group of groups) {
      group.hidden = filtered && !group.querySelector(":is(.claim, tbody tr, [data-item]):not([hidden])");
    }
    document.body.classList.toggle("filtered", filtered);
    const sentence = filtered ? bar.dataset.shown : bar.dataset.all;
    status.textContent = sentence.replace("{0}", shown.size.toLocaleString("en")).replace("{1}", claims.length.toLocaleString("en"));
    chosen.lastElementChild.textContent = [
      ...(search.value.trim() ? [`“${search.value.trim()}”`] : []),
      ...wanted.map((choice) => `${choice.parentElement.firstChild.data.trim().toLowerCase()} ${choice.selectedOptions[0].text}`),
    ].join(", ");
    chosen.hidden = clear.hidden = !filtered;
  };

  // The address tells what is chosen, so that a view can be handed on.
  const remember = () => {
    const told = new URLSearchParams();
    for (const field of fields) if (field.value.trim()) told.set(field.name, field.value.trim());
    const hash = active() ? `#?${told}` : location.hash.startsWith("#?") ? "" : location.hash;
    try {
      history.replaceState(null, "", location.href.split("#")[0] + hash);
    } catch {
      // An address that must not be changed, or was too often: the page works all the same.
    }
  };
  const restore = () => {
    const told = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    for (const field of fields) {
      field.value = (told.get(field.name) ?? "").slice(0, search.maxLength);
      if (field.selectedIndex < 0) field.value = "";
    }
    apply();
  };
  const changed = () => {
    apply();
    remember();
    if (active() && bar.getBoundingClientRect().top <= 0) glance.scrollIntoView();
  };
  const showAll = () => {
    for (const field of fields) field.value = "";
    changed();
  };

  // A link to something that is not shown shows everything; the way back leads to what was chosen.
  const aim = (hash) => {
    try {
      return document.getElementById(decodeURIComponent(hash.slice(1)));
    } catch {
      return null;
    }
  };
  const reveal = (hash) => {
    const target = aim(hash);
    if (!target || !target.closest("[hidden]")) return;
    for (const field of fields) field.value = "";
    apply();
    target.scrollIntoView();
  };

  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(changed, 120);
  });
  for (const choice of choices) choice.addEventListener("change", changed);
  clear.addEventListener("click", () => {
    showAll();
    search.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.altKey && event.code === "KeyS") {
      // With a key beside it: a letter alone is somebody's dictation (WCAG 2.1, 2.1.4).
      event.preventDefault();
      search.focus();
      return;
    }
    if (event.altKey) return;
    if (event.key === "Escape" && active()) {
      const focused = document.activeElement === clear; // and goes with what it clears
      showAll();
      if (focused) search.focus();
    }
  });
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // opens elsewhere
    const link = event.target.closest('a[href^="#"]');
    if (link) reveal(link.hash);
  });
  addEventListener("hashchange", () => (!location.hash || location.hash.startsWith("#?") ? restore() : reveal(location.hash)));

  // What is led to, or has the focus, is not to be under the bar, however high that is.
  const makeRoom = () => {
    const sticks = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = sticks ? `${bar.offsetHeight + 16}px` : "";
  };
  new ResizeObserver(makeRoom).observe(bar);
  addEventListener("resize", makeRoom);

  bar.hidden = false;
  restore();
  makeRoom();
  if (active()) glance.scrollIntoView();
  else aim(location.hash)?.scrollIntoView();
})();
