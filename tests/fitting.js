// Opens all that is folded, and returns each text that sticks out of the screen, or of what is drawn around it.
() => {
  for (const each of document.querySelectorAll("details")) each.open = true;
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()); ) {
    if (node.data.trim() && sticksOut(node)) found.push(node.data.trim());
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push("the page is wider than the screen");
  return found;

  function sticksOut(node) {
    const around = [];
    for (let at = node.parentElement; at !== document.body; at = at.parentElement) {
      around.push([at.getBoundingClientRect(), getComputedStyle(at)]);
    }
    const isHidden = around.some(([, style]) => style.position === "absolute" && style.clipPath !== "none");
    const scrolls = around.some(([, style]) => ["auto", "scroll"].includes(style.overflowX));
    if (isHidden || scrolls || !node.parentElement.checkVisibility()) return false;
    const boxes = around.filter(([, style]) => isDrawn(style)).map(([box]) => box);
    const range = document.createRange();
    range.selectNodeContents(node);
    const lines = [...range.getClientRects()].filter((line) => line.width > 1);
    return lines.some((line) => isOut(line, boxes));
  }

  function isDrawn(style) {
    const hasGround = style.backgroundColor !== "rgba(0, 0, 0, 0)";
    const hasBorder = parseFloat(style.borderTopWidth) > 0;
    return style.display !== "inline" && (style.overflowX !== "visible" || hasGround || hasBorder);
  }

  function isOut(line, boxes) {
    const besides = (box) => line.left < box.left - 1 || line.right > box.right + 1;
    const above = (box) => line.top < box.top - 3 || line.bottom > box.bottom + 3;
    return line.left < 0 || line.right > innerWidth || boxes.some((box) => besides(box) || above(box));
  }
}
