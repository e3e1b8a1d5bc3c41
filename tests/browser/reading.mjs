// What a person sees of a page, as values.

/** "42 paragraphs found" as 42. */
export async function total(page) {
  const words = await page.locator('h1').innerText();
  const found = /^([\d,]+) paragraphs? found$/.exec(words);
  return found ? Number(found[1].replaceAll(',', '')) : words;
}

/** The dates of the results, where known, in their order. */
export async function dates(page) {
  return page.locator('.hits time').evaluateAll((all) =>
    all.map((time) => time.dateTime));
}

/** The paragraph that the address points at: whether it stands out from the
 * others, and whether the reader sees its beginning without scrolling. */
export async function target(page) {
  return page.locator(':target').evaluate((unit) => {
    const other = [...document.querySelectorAll('.unit')]
      .find((candidate) => candidate !== unit);
    const background = (element) => getComputedStyle(element).backgroundColor;
    const box = unit.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2,
      box.top + 2);
    return {
      key: unit.id,
      highlighted: !other || background(unit) !== background(other),
      inView: box.top >= 0 && box.top < innerHeight,
      covered: !unit.contains(top),
    };
  });
}

/** What has the focus: how to name it, and whether that can be seen. */
export async function focus(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return {
      tag: element.localName,
      name: (element.labels?.[0] ?? element).innerText.trim()
        .replace(/\s+/g, ' '),
      isResult: element.matches('.hits h2 a'),
      outlined: style.outlineStyle !== 'none' &&
        parseFloat(style.outlineWidth) >= 2,
      inView: box.bottom > 0 && box.top < innerHeight &&
        box.right > 0 && box.left < innerWidth && box.width > 0,
      x: box.left,
      y: box.top + scrollY,
    };
  });
}
