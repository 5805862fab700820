
// What the page has without a script stays; this adds to it.

/// Links within the page would put out the filters that the address holds.
function scrollInstead(event) {
  const link = event.target.closest('a[href^="#"]');
  const target = link && document.getElementById(link.getAttribute('href').slice(1));
  if (!target) return;
  event.preventDefault();
  target.scrollIntoView();
  target.setAttribute('tabindex', '-1');
  target.focus({preventScroll: true});
}

/// What is folded is no less a part of what is printed, but for tables without an end.
function unfoldForPrint() {
  for (const details of document.querySelectorAll('details:not([open])')) {
    if (details.querySelectorAll('tr').length <= 200) details.open = true;
  }
}

function start() {
  const maps = Array.from(document.querySelectorAll('.packed'), (section) => new TreeMap(section));
  if (document.querySelector('.finding, table.contents')) {
    new Filters((state) => maps.forEach((map) => map.dim(state.path)));
  }
  document.querySelectorAll('table.contents').forEach(makeSortable);
  document.addEventListener('click', scrollInstead);
  addEventListener('beforeprint', unfoldForPrint);
}

start();
