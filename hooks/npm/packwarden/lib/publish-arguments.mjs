// What the arguments of `npm publish` say, as far as it matters what is packed.

/** Options of npm that take no value. All others take the next argument, unless they hold a `=`. */
const SWITCHES = new Set([
  'dry-run', 'json', 'provenance', 'force', 'f', 'ignore-scripts', 'foreground-scripts', 'silent', 's', 'quiet', 'q',
  'verbose', 'd', 'dd', 'ddd', 'color', 'progress', 'offline', 'prefer-offline', 'prefer-online', 'strict-ssl',
  'workspaces', 'ws', 'include-workspace-root', 'iwr', 'long', 'l', 'yes', 'y', 'unicode', 'parseable', 'p', 'timing',
]);
const OF_WORKSPACES = new Set(['workspace', 'w', 'workspaces', 'ws', 'include-workspace-root', 'iwr']);

const nameOf = (argument) => argument.replace(/^-+/, '').replace(/=.*$/s, '');
const takesNext = (argument) =>
  !argument.includes('=') && !SWITCHES.has(nameOf(argument)) && !nameOf(argument).startsWith('no-');
const isTruth = (text) => text === 'true' || text === 'false';

/**
 * `--` ends npm's arguments: what follows is for the audit. `targets` are those that are no options and no values of
 * options, `options` all others; `ofWorkspaces` is the first that asks for workspaces.
 */
export function readArguments(all) {
  const end = all.includes('--') ? all.indexOf('--') : all.length;
  const out = { targets: [], options: [], audit: all.slice(end + 1), ofWorkspaces: undefined, ignoresScripts: false };
  for (let i = 0; i < end; ++i) {
    const argument = all[i];
    if (!argument.startsWith('-') || argument === '-') {
      out.targets.push(argument);
      continue;
    }
    out.options.push(argument);
    if (OF_WORKSPACES.has(nameOf(argument))) out.ofWorkspaces ??= argument;
    const next = i + 1 < end ? all[i + 1] : undefined;
    const isSwitch = SWITCHES.has(nameOf(argument));
    const hasValue = next !== undefined && ((takesNext(argument) && !next.startsWith('-')) || (isSwitch && isTruth(next)));
    if (nameOf(argument) === 'ignore-scripts') out.ignoresScripts = !(argument.endsWith('=false') || next === 'false');
    if (hasValue) out.options.push(all[++i]);
  }
  return out;
}

/**
 * The environment without what a surrounding npm says of its own run: with its --dry-run, `npm pack` would write no file
 * and succeed all the same, and with its workspaces it would pack something else.
 */
export function cleanEnvironment(environment) {
  const own = /^npm_config_(dry_run|workspaces?|include_workspace_root|json|pack_destination|ignore_scripts)$/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !own.test(name.replaceAll('-', '_'))));
}
