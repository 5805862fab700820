
// A map of what is packed: each file as large as its bytes, those with findings marked. Its numbers
// are those of the table below it.

const MARKS = {critical: '◆', high: '▲', medium: '■', low: '●', note: '○'};
const HEAD = 20;        // pixels of a directory's label
const SMALLEST = 4;     // pixels of a cell's side
const MOST_CELLS = 1200;
const MOST_LEVELS = 12;
const STEPS = {ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, End: MOST_CELLS, Home: -MOST_CELLS};

function humanBytes(bytes) {
  const units = ['B', 'kB', 'MB', 'GB'];
  let unit = 0;
  let value = bytes;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

function worse(a, b) {
  if (!a || !b) return a || b;
  return SEVERITIES.indexOf(a) < SEVERITIES.indexOf(b) ? a : b;
}

function newNode(name, path) {
  return {name, path, bytes: 0, files: 0, worst: '', findings: 0, marked: 0, children: new Map(), row: null};
}

/// The node at the end of the path, made where it is missing. What lies on the way gets its share.
function nodeAt(root, parts, facts) {
  let node = root;
  const add = () => {
    node.bytes += facts.bytes;
    node.files += facts.files;
    node.findings += facts.findings;
    node.marked += facts.worst ? 1 : 0;
    node.worst = worse(node.worst, facts.worst);
  };
  add();
  parts.forEach((part, place) => {
    if (!node.children.has(part)) node.children.set(part, newNode(part, parts.slice(0, place + 1).join('/')));
    node = node.children.get(part);
    add();
  });
  return node;
}

function factsOf(row) {
  return {
    bytes: Number(row.dataset.bytes),
    files: Number(row.dataset.files || 1),
    findings: Number(row.dataset.findings || 0),
    worst: row.dataset.worst || '',
  };
}

/// A row is a file, or what is left of a directory: "lib/ 23,111 smaller files".
function readTree(table) {
  const root = newNode('', '');
  for (const row of table.tBodies[0].rows) {
    const facts = factsOf(row);
    const name = row.querySelector('.name');
    const path = name ? name.textContent : '';
    const parts = path.split('/').filter((part) => part !== '');
    if (row.classList.contains('group')) parts.push(`${facts.files.toLocaleString('en')} smaller files`);
    const node = nodeAt(root, parts, facts);
    node.row = row;
  }
  return root;
}

/// Directories with nothing in them but a directory are one.
function unfolded(node) {
  let last = node;
  let name = node.name;
  while (last.children.size === 1) {
    const only = last.children.values().next().value;
    if (only.children.size === 0) break;
    last = only;
    name += '/' + only.name;
  }
  return {...last, name, children: last.children};
}

/// How far the worst cell of a row is from a square.
function worstRatio(areas, sum, side) {
  const most = Math.max(...areas);
  const least = Math.min(...areas);
  const square = side * side;
  const total = sum * sum;
  return Math.max((square * most) / total, total / (square * least));
}

/// Squarified treemap (Bruls, Huizing and van Wijk, 2000): rows along the shorter side, each as long
/// as its cells become more like squares.
function squarify(nodes, box, place) {
  const total = nodes.reduce((sum, node) => sum + node.bytes, 0);
  if (total === 0 || box.width <= 0 || box.height <= 0) return;
  const scale = (box.width * box.height) / total;
  const rest = {...box};
  let begin = 0;
  while (begin < nodes.length) {
    const side = Math.min(rest.width, rest.height);
    const areas = [nodes[begin].bytes * scale];
    let sum = areas[0];
    let end = begin + 1;
    while (end < nodes.length) {
      const next = nodes[end].bytes * scale;
      if (worstRatio([...areas, next], sum + next, side) > worstRatio(areas, sum, side)) break;
      areas.push(next);
      sum += next;
      end += 1;
    }
    placeRow(nodes.slice(begin, end), areas, sum, rest, place);
    begin = end;
  }
}

function placeRow(nodes, areas, sum, rest, place) {
  const isUpright = rest.width >= rest.height;
  const thickness = sum / (isUpright ? rest.height : rest.width);
  let at = isUpright ? rest.top : rest.left;
  nodes.forEach((node, i) => {
    const length = areas[i] / thickness;
    place(node, isUpright
      ? {left: rest.left, top: at, width: thickness, height: length}
      : {left: at, top: rest.top, width: length, height: thickness});
    at += length;
  });
  if (isUpright) {
    rest.left += thickness;
    rest.width -= thickness;
  } else {
    rest.top += thickness;
    rest.height -= thickness;
  }
}

/// One finding may be in many files, so those of a directory are not added up.
function findingsOf(node, isFolder) {
  if (isFolder) return `findings in ${node.marked.toLocaleString('en')} of them`;
  return `${node.findings.toLocaleString('en')} ${node.findings === 1 ? 'finding' : 'findings'}`;
}

function labelOf(node, total) {
  const isFolder = node.children.size > 0;
  const share = total === 0 ? 0 : (node.bytes / total) * 100;
  const parts = [isFolder ? `directory ${node.path}` : node.path, humanBytes(node.bytes), `${share.toFixed(1)} %`];
  if (isFolder) parts.push(`${node.files.toLocaleString('en')} files`);
  if (node.worst) parts.push(`${findingsOf(node, isFolder)}, the worst ${node.worst}`);
  return parts.join(', ');
}

class TreeMap {
  constructor(section) {
    this.section = section;
    this.figure = section.querySelector('.map');
    this.root = readTree(section.querySelector('table.contents'));
    this.shown = [this.root];
    this.path = '';
    this.figure.hidden = this.root.bytes === 0;
    this.crumbs = element('div', {class: 'crumbs'});
    this.area = element('div', {class: 'area', role: 'group', 'aria-label': 'Map of the package by size',
      onkeydown: (event) => this.key(event)});
    this.figure.append(this.crumbs, this.area, element('figcaption', {},
      'Areas are bytes, unpacked. Marks tell the worst finding in a file. A directory opens when it is chosen; Esc goes back, arrow keys lead from one to the next.'));
    this.width = 0;
    new ResizeObserver(() => {
      if (this.area.clientWidth !== this.width) this.draw();
    }).observe(this.area);
    this.draw();
  }

  /// The map is one stop of the Tab key: arrows lead from cell to cell, the largest first.
  key(event) {
    if (event.key === 'Escape' && this.shown.length > 1) this.zoom(this.shown.slice(0, -1));
    const step = STEPS[event.key];
    if (!step) return;
    event.preventDefault();
    const now = this.cells.findIndex(({cell}) => cell === document.activeElement);
    const next = this.cells[Math.min(Math.max(now + step, 0), this.cells.length - 1)];
    for (const {cell} of this.cells) cell.tabIndex = cell === next.cell ? 0 : -1;
    next.cell.focus();
  }

  zoom(shown) {
    this.shown = shown;
    this.draw();
    this.crumbs.querySelector('[aria-current]').focus();
  }

  draw() {
    const node = this.shown[this.shown.length - 1];
    this.width = this.area.clientWidth;
    this.cells = [];
    this.drawCrumbs(node);
    if (this.width > 0) {
      this.fill(node, {left: 0, top: 0, width: this.width, height: this.area.clientHeight}, 0, this.shown);
    }
    this.cells.forEach(({cell}, place) => { cell.tabIndex = place === 0 ? 0 : -1; });
    this.area.replaceChildren(...this.cells.map(({cell}) => cell));
    this.dim(this.path);
  }

  drawCrumbs(node) {
    const name = (one, i) => (i === 0 ? 'package' : one.name);
    const parts = this.shown.map((one, i) => {
      const isLast = i === this.shown.length - 1;
      const button = element('button', {type: 'button', onclick: () => this.zoom(this.shown.slice(0, i + 1))}, name(one, i));
      if (isLast) button.setAttribute('aria-current', 'true');
      return isLast ? [button] : [button, element('span', {'aria-hidden': 'true'}, '/')];
    });
    const sum = `${humanBytes(node.bytes)} in ${node.files.toLocaleString('en')} ${node.files === 1 ? 'file' : 'files'}`;
    this.crumbs.replaceChildren(...parts.flat(), element('span', {class: 'sum'}, sum));
  }

  fill(node, box, level, way) {
    const children = Array.from(node.children.values(), unfolded).filter((child) => child.bytes > 0)
      .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
    squarify(children, box, (child, place) => {
      if (place.width < SMALLEST || place.height < SMALLEST || this.cells.length >= MOST_CELLS) return;
      this.put(child, place, level, [...way, child]);
    });
  }

  put(node, box, level, way) {
    const isFolder = node.children.size > 0;
    this.cells.push({node, cell: this.cellOf(node, box, way)});
    const hasRoom = box.width > 48 && box.height > HEAD + 20 && level < MOST_LEVELS;
    if (!isFolder || !hasRoom) return;
    const inside = {left: box.left + 3, top: box.top + HEAD, width: box.width - 6, height: box.height - HEAD - 3};
    this.fill(node, inside, level + 1, way);
  }

  cellOf(node, box, way) {
    const isFolder = node.children.size > 0;
    const label = labelOf(node, this.root.bytes);
    const cell = element('button', {type: 'button', class: 'cell', title: label, 'aria-label': label,
      onclick: () => (isFolder ? this.zoom(way) : this.open(node))});
    if (isFolder) cell.classList.add('folder');
    if (node.row && node.row.classList.contains('group')) cell.classList.add('rest');
    if (node.worst) cell.dataset.worst = node.worst;
    cell.style.left = `${(box.left / this.width) * 100}%`;
    cell.style.width = `${(box.width / this.width) * 100}%`;
    cell.style.top = `${box.top}px`;
    cell.style.height = `${box.height}px`;
    this.write(cell, node, box, isFolder);
    return cell;
  }

  /// What has no room is in the label all the same.
  write(cell, node, box, isFolder) {
    if (box.width < 30 || box.height < 18) {
      cell.classList.add('tiny');
      if (node.worst && box.width >= 10 && box.height >= 10) {
        cell.style.fontSize = '8px';
        cell.append(element('span', {}, MARKS[node.worst]));
      }
      return;
    }
    const mark = node.worst ? `${MARKS[node.worst]} ` : '';
    const count = !isFolder && node.findings > 1 ? ` (${node.findings})` : '';
    cell.append(element('span', {}, mark + node.name + (isFolder ? '/' : '') + count));
    if (!isFolder && box.height >= 34) cell.append(element('span', {class: 'size'}, humanBytes(node.bytes)));
  }

  /// Goes to what was found in the file, else to its row.
  open(node) {
    const heads = Array.from(this.section.parentElement.querySelectorAll('.file:not([hidden]) h4'));
    const head = heads.find((one) => one.textContent === node.path);
    const target = head || (node.row && node.row.querySelector('th'));
    if (!target) return;
    const details = target.closest('details');
    if (details) details.open = true;
    target.setAttribute('tabindex', '-1');
    target.scrollIntoView({block: head ? 'start' : 'center'});
    target.focus({preventScroll: true});
  }

  dim(path) {
    this.path = path;
    const sought = path.toLowerCase();
    const fits = (node) => (node.children.size === 0
      ? node.path.toLowerCase().includes(sought)
      : Array.from(node.children.values()).some(fits));
    for (const {node, cell} of this.cells) cell.classList.toggle('dim', sought !== '' && !fits(node));
  }
}
