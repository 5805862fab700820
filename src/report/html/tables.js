
// Tables of files are sorted by a click on what heads a column.

const NUMBERS = {
  bytes: (row) => Number(row.dataset.bytes),
  share: (row) => Number(row.dataset.bytes),
  findings: (row) => (SEVERITIES.length - SEVERITIES.indexOf(row.dataset.worst)) % (SEVERITIES.length + 1) * 1e6 +
    Number(row.dataset.findings || 0),
};

function textIn(row, column) {
  return row.children[column].textContent;
}

function sortRows(table, column, key, ascending) {
  const body = table.tBodies[0];
  const sign = ascending ? 1 : -1;
  const read = NUMBERS[key] || ((row) => textIn(row, column));
  const rows = Array.from(body.rows, (row, place) => ({row, place, value: read(row)}));
  rows.sort((a, b) => (a.value < b.value ? -sign : a.value > b.value ? sign : a.place - b.place));
  body.replaceChildren(...rows.map(({row}) => row));
}

function sortBy(table, column, heads) {
  const head = heads[column];
  const isNumber = head.dataset.key in NUMBERS;
  const before = head.getAttribute('aria-sort');
  const ascending = before ? before === 'descending' : !isNumber;
  for (const other of heads) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
  for (const other of heads) {
    const sorted = other.getAttribute('aria-sort');
    other.querySelector('.arrow').textContent = !sorted ? '' : sorted === 'ascending' ? ' ↑' : ' ↓';
  }
  sortRows(table, column, head.dataset.key, ascending);
}

function makeSortable(table) {
  const heads = Array.from(table.tHead.rows[0].cells);
  heads.forEach((head, column) => {
    const text = head.textContent;
    head.replaceChildren(element('button', {type: 'button', onclick: () => sortBy(table, column, heads)},
      text, element('span', {class: 'arrow', 'aria-hidden': 'true'})));
  });
}
