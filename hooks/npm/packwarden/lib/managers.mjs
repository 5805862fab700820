// Which package manager packs a package, and how. They pack by rules of their own and rewrite package.json each in its
// way, so the one that the project uses must pack. What it wrote is then a file like any other.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const intoFolder = (folder) => ['--pack-destination', folder];

/** `pack` are the arguments that make the manager write a tarball into a folder. */
const MANAGERS = {
  npm: { program: 'npm', pack: (folder) => ['pack', '--dry-run=false', ...intoFolder(folder)], ignore: ['--ignore-scripts'] },
  pnpm: { program: 'pnpm', pack: (folder) => ['pack', ...intoFolder(folder)], ignore: ['--config.ignore-scripts=true'] },
  yarn: { program: 'yarn', pack: (folder) => ['pack', '--out', join(folder, 'package.tgz')], ignore: null },
  'yarn 1': { program: 'yarn', pack: (folder) => ['pack', '--filename', join(folder, 'package.tgz')], ignore: ['--ignore-scripts'] },
  bun: { program: 'bun', pack: (folder) => ['pm', 'pack', '--destination', folder], ignore: ['--ignore-scripts'] },
};

/** Files that only one of them writes. */
const FILES = [
  ['pnpm-lock.yaml', 'pnpm'], ['pnpm-workspace.yaml', 'pnpm'], ['bun.lock', 'bun'], ['bun.lockb', 'bun'],
  ['.yarnrc.yml', 'yarn'], ['yarn.lock', 'yarn'], ['.yarnrc', 'yarn 1'], ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

export function manifestIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8').replace(/^\uFEFF/, ''));
}

function named(text) {
  const found = /^(npm|pnpm|yarn|bun)@(\d+)/.exec(text ?? '');
  if (found === null) return undefined;
  return found[1] === 'yarn' && Number(found[2]) < 2 ? 'yarn 1' : found[1];
}

function byFile(folder) {
  const [file, name] = FILES.find(([one]) => existsSync(join(folder, one))) ?? [];
  if (file !== 'yarn.lock') return name;
  return readFileSync(join(folder, file), 'utf8').slice(0, 256).includes('yarn lockfile v1') ? 'yarn 1' : 'yarn';
}

function isWorkspaceRoot(folder) {
  const hasManifest = existsSync(join(folder, 'package.json'));
  return existsSync(join(folder, 'pnpm-workspace.yaml')) || (hasManifest && Boolean(manifestIn(folder).workspaces));
}

function inFolder(folder) {
  if (!existsSync(join(folder, 'package.json'))) return undefined;
  const { packageManager } = manifestIn(folder);
  return named(typeof packageManager === 'string' ? packageManager : '') ?? byFile(folder);
}

/** That of the package in `folder`: `packageManager`, else lock files, there and in the roots of workspaces above. */
export function managerOf(folder) {
  for (let at = folder; ; at = dirname(at)) {
    const name = at === folder || isWorkspaceRoot(at) ? inFolder(at) : undefined;
    if (name !== undefined) return { name, ...MANAGERS[name] };
    if (dirname(at) === at) return { name: 'npm', ...MANAGERS.npm };
  }
}
