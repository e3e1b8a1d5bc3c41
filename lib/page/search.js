// Completes what is typed into the search box: an ARIA combobox with a list
// (WAI-ARIA 1.2, "list autocomplete with manual selection"). The box is a
// form that works without it. No other file, no other host.
const WAIT = 120; // ms without a key before the server is asked
const box = document.getElementById('q');
const list = document.createElement('ul');
const status = document.createElement('p');
let options = [], chosen = -1, typed = box.value, timer = 0, asked = null;

list.id = 'q-list';
list.className = 'completions';
list.setAttribute('role', 'listbox');
list.setAttribute('aria-label', 'Completions');
list.hidden = true;
status.className = 'vh';
status.setAttribute('role', 'status');
box.after(list);
box.form.append(status);
box.setAttribute('role', 'combobox');
box.setAttribute('aria-autocomplete', 'list');
box.setAttribute('aria-controls', list.id);
box.setAttribute('aria-expanded', 'false');

function close() {
  clearTimeout(timer);
  if (asked)
    asked.abort();
  asked = null;
  options = [];
  chosen = -1;
  list.hidden = true;
  list.replaceChildren();
  status.textContent = '';
  box.setAttribute('aria-expanded', 'false');
  box.removeAttribute('aria-activedescendant');
}

// Moves to option i; -1 is what was typed.
function choose(i) {
  if (chosen >= 0)
    options[chosen].element.setAttribute('aria-selected', 'false');
  chosen = i;
  if (i < 0) {
    box.value = typed;
    box.removeAttribute('aria-activedescendant');
    return;
  }
  const element = options[i].element;
  element.setAttribute('aria-selected', 'true');
  element.scrollIntoView({ block: 'nearest' });
  box.setAttribute('aria-activedescendant', element.id);
  box.value = options[i].query;
}

function add(item, i) {
  const element = document.createElement('li');
  const count = document.createElement('span');
  element.id = 'q-option-' + i;
  element.setAttribute('role', 'option');
  element.setAttribute('aria-selected', 'false');
  element.textContent = item.text;
  count.className = 'count';
  count.textContent = ' ' + item.count.toLocaleString('en-GB');
  // Of a word: how many paragraphs have it, not how many have the words
  // before it as well.
  if (item.kind === 'title' || !item.text.includes(' '))
    element.append(count);
  element.addEventListener('mousedown', (event) => event.preventDefault());
  element.addEventListener('click', () => {
    box.value = item.query;
    box.form.requestSubmit();
  });
  list.append(element);
  options.push({ query: item.query, element });
}

function show(items) {
  list.replaceChildren();
  options = [];
  chosen = -1;
  items.forEach(add);
  list.hidden = items.length === 0;
  box.setAttribute('aria-expanded', String(items.length > 0));
  status.textContent = items.length === 0 ? '' :
    items.length === 1 ? '1 completion' : items.length + ' completions';
}

async function ask() {
  if (asked)
    asked.abort();
  const mine = asked = new AbortController();
  try {
    const reply = await fetch(box.dataset.suggest + '?q=' + encodeURIComponent(typed),
      { signal: mine.signal, credentials: 'same-origin' });
    const answer = reply.ok ? await reply.json() : null;
    if (asked === mine && document.activeElement === box)
      show(answer ? answer.suggestions : []);
  } catch (_) {
    // Another key was faster, or the server is away: nothing to complete.
  }
}

box.addEventListener('input', () => {
  typed = box.value;
  clearTimeout(timer);
  if (typed.trim() === '')
    close();
  else
    timer = setTimeout(ask, WAIT);
});

box.addEventListener('keydown', (event) => {
  if (event.isComposing || options.length === 0)
    return;
  const n = options.length;
  if (event.key === 'ArrowDown')
    choose(chosen + 1 < n ? chosen + 1 : -1);
  else if (event.key === 'ArrowUp')
    choose(chosen < 0 ? n - 1 : chosen - 1);
  else if (event.key === 'Escape') {
    box.value = typed;
    close();
  } else {
    if (event.key === 'Enter' || event.key === 'Tab')
      close();
    return;
  }
  event.preventDefault();
});

box.addEventListener('blur', close);
window.addEventListener('pageshow', close);
