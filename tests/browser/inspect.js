// What is wrong with the page that is open, in sentences; nothing: a page that anybody can use.
() => {
  const wrong = [];
  const all = (what) => [...document.querySelectorAll(what)];
  const name = (item) => item.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const shown = (item) => item.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  const wider = document.documentElement.scrollWidth - window.innerWidth;
  if (wider > 0) wrong.push(`${wider} px wider than the screen`);
  const tops = all("h1").length;
  if (tops !== 1) wrong.push(`${tops} h1`);
  if (!document.title.trim()) wrong.push("no title");
  const ids = all("[id]").map((item) => item.id);
  ids.filter((id, place) => ids.indexOf(id) !== place).forEach((id) => wrong.push(`id ${id} twice`));
  all("img:not([alt])").forEach((item) => wrong.push(`no alt: ${name(item)}`));
  all("input:not([type=hidden]), select, textarea").forEach((item) => {
    const said = item.labels?.length || item.getAttribute("aria-label") || item.getAttribute("aria-labelledby");
    if (!said) wrong.push(`no label: ${name(item)}`);
  });
  all("a[href], button").forEach((item) => {
    if (!item.textContent.trim() && !item.getAttribute("aria-label")) wrong.push(`no name: ${name(item)}`);
  });
  let depth = 0;
  all("h1, h2, h3, h4, h5").filter(shown).forEach((item) => {
    const level = Number(item.tagName[1]);
    if (depth && level > depth + 1) wrong.push(`h${depth} then ${name(item)}`);
    depth = level;
  });

  // -- contrast of words (WCAG 1.4.3)
  const parse = (text) => {
    const [red, green, blue, alpha = 1] = text.match(/[\d.]+/g).map(Number);
    return { rgb: [red, green, blue], alpha };
  };
  const over = (top, rest) => top.rgb.map((part, place) => part * top.alpha + rest[place] * (1 - top.alpha));
  const ground = (item) => {
    const layers = [];
    for (let at = item; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.backgroundImage !== "none") return null;
      const colour = parse(style.backgroundColor);
      if (colour.alpha > 0) layers.push(colour);
      if (colour.alpha === 1) break;
    }
    return layers.reverse().reduce((rest, layer) => over(layer, rest), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [red, green, blue] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const words = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const item = node.parentElement;
    if (node.data.trim() && shown(item) && !item.closest(".visually-hidden, script, style, option, [disabled]")) words.add(item);
  }
  words.forEach((item) => {
    const style = getComputedStyle(item);
    const back = ground(item);
    if (!back) return;
    const [dim, bright] = [light(over(parse(style.color), back)), light(back)].sort((one, other) => one - other);
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const found = (bright + 0.05) / (dim + 0.05);
    if (found < least) wrong.push(`contrast ${found.toFixed(2)}: ${name(item)}`);
  });

  // -- the keyboard's place can be seen (the last key that was pressed was Tab)
  all("a[href], button, input:not([type=hidden]), select, textarea, summary").filter(shown).forEach((item) => {
    item.focus();
    if (document.activeElement !== item) return;
    const marks = [item, ...(item.labels ?? []), item.nextElementSibling, item.parentElement].filter(Boolean);
    const seen = marks.some((mark) => {
      const style = getComputedStyle(mark);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
    });
    if (!seen) wrong.push(`no mark of focus: ${name(item)}`);
  });
  return wrong;
}
