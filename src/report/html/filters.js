
'use strict';

// Which findings and files are shown. The state is in the fragment of the address, so that it can be
// sent along: #severity=critical,high&rule=…&path=…&new=only

const SEVERITIES = ['critical', 'high', 'medium', 'low', 'note'];

/// An element with text in it: nothing is ever parsed as markup.
function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function stateInAddress() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const severities = (fields.get('severity') || '').split(',');
  return {
    severities: new Set(SEVERITIES.filter((name) => severities.includes(name))),
    rule: fields.get('rule') || '',
    path: fields.get('path') || '',
    onlyNew: fields.get('new') === 'only',
  };
}

function addressOf(state) {
  const fields = new URLSearchParams();
  if (state.severities.size > 0) {
    fields.set('severity', SEVERITIES.filter((name) => state.severities.has(name)).join(','));
  }
  if (state.rule) fields.set('rule', state.rule);
  if (state.path) fields.set('path', state.path);
  if (state.onlyNew) fields.set('new', 'only');
  return fields.toString().replaceAll('%2C', ',').replaceAll('%2F', '/');
}

/// What the filters look at, read once: texts of a page do not change.
function readFindings() {
  return Array.from(document.querySelectorAll('.finding'), (node) => ({
    node,
    file: node.parentElement,
    severity: node.dataset.severity,
    rule: node.dataset.rule,
    isNew: node.dataset.new === 'yes',
    path: node.parentElement.querySelector('h4').textContent.toLowerCase(),
  }));
}

function readRows() {
  return Array.from(document.querySelectorAll('table.contents tbody tr'), (node) => ({
    node,
    path: node.querySelector('th').textContent.toLowerCase(),
  }));
}

function isShown(finding, state) {
  return (state.severities.size === 0 || state.severities.has(finding.severity)) &&
    (!state.rule || finding.rule === state.rule) &&
    (!state.path || finding.path.includes(state.path.toLowerCase())) &&
    (!state.onlyNew || finding.isNew);
}

function countBy(findings, key) {
  const counts = new Map();
  for (const finding of findings) counts.set(finding[key], (counts.get(finding[key]) || 0) + 1);
  return counts;
}

function severityButtons(findings, toggle) {
  const counts = countBy(findings, 'severity');
  return SEVERITIES.filter((name) => counts.has(name)).map((name) => element('button', {
    type: 'button', 'data-severity': name, 'aria-pressed': 'false', onclick: () => toggle(name),
  }, `${name} ${counts.get(name).toLocaleString('en')}`));
}

function ruleChoice(findings, choose) {
  const rules = Array.from(countBy(findings, 'rule')).sort(([a], [b]) => (a < b ? -1 : 1));
  return element('select', {'aria-label': 'Rule', onchange: (event) => choose(event.target.value)},
    element('option', {value: ''}, 'all rules'),
    ...rules.map(([rule, count]) => element('option', {value: rule}, `${rule} (${count})`)));
}

function countText(shown, total, what) {
  return `${shown.toLocaleString('en')} of ${total.toLocaleString('en')} ${what}`;
}

class Filters {
  constructor(onChange) {
    this.findings = readFindings();
    this.rows = readRows();
    this.onChange = onChange;
    this.state = stateInAddress();
    this.build();
    addEventListener('hashchange', () => this.take(stateInAddress()));
    this.show();
  }

  build() {
    this.buttons = severityButtons(this.findings, (name) => this.toggle(name));
    this.rule = ruleChoice(this.findings, (rule) => this.change({rule}));
    this.path = element('input', {
      type: 'search', 'aria-label': 'Path contains', placeholder: 'path contains …', spellcheck: 'false',
      oninput: () => this.change({path: this.path.value}),
    });
    this.onlyNew = element('input', {
      type: 'checkbox', onchange: () => this.change({onlyNew: this.onlyNew.checked}),
    });
    this.count = element('output', {role: 'status'});
    this.all = element('button', {
      type: 'button', onclick: () => this.change({severities: new Set(), rule: '', path: '', onlyNew: false}),
    }, 'Show all');
    const bar = element('div', {class: 'filters', role: 'search', 'aria-label': 'Filters'});
    if (this.findings.length > 0) {
      bar.append(element('fieldset', {}, element('legend', {}, 'Severity'), ...this.buttons), this.rule);
    }
    bar.append(this.path);
    if (this.findings.length > 0) {
      bar.append(element('label', {title: 'without what is suppressed, and what is in files that the last release had'},
        this.onlyNew, 'new only'));
    }
    bar.append(this.all, this.count);
    document.querySelector('main').prepend(bar);
  }

  toggle(name) {
    const severities = new Set(this.state.severities);
    if (!severities.delete(name)) severities.add(name);
    this.change({severities});
  }

  change(part) {
    this.state = {...this.state, ...part};
    const address = addressOf(this.state);
    history.replaceState(null, '', '#' + address);
    this.show();
  }

  take(state) {
    this.state = state;
    this.show();
  }

  /// One pass over all, and one change for each that differs: thousands take no time.
  show() {
    const shownIn = new Map();
    let shown = 0;
    for (const finding of this.findings) {
      const fits = isShown(finding, this.state);
      shown += fits ? 1 : 0;
      finding.node.hidden = !fits;
      shownIn.set(finding.file, shownIn.get(finding.file) || fits);
    }
    for (const [file, some] of shownIn) file.hidden = !some;
    const path = this.state.path.toLowerCase();
    for (const row of this.rows) row.node.hidden = !row.path.includes(path);
    this.showState(shown);
    this.onChange(this.state);
  }

  showState(shown) {
    for (const button of this.buttons) {
      button.setAttribute('aria-pressed', String(this.state.severities.has(button.dataset.severity)));
    }
    this.rule.value = this.state.rule;
    if (document.activeElement !== this.path) this.path.value = this.state.path;
    this.onlyNew.checked = this.state.onlyNew;
    this.all.hidden = addressOf(this.state) === '';
    this.count.value = this.findings.length > 0
      ? countText(shown, this.findings.length, 'findings')
      : countText(this.rows.filter((row) => !row.node.hidden).length, this.rows.length, 'rows');
  }
}
