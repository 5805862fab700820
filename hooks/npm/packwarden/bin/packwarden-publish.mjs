#!/usr/bin/env node
// Packs once, audits that file, and hands that very file to `npm publish`. Any other end is a refusal.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';

import program from '../lib/program.js';
import { managerOf, manifestIn } from '../lib/managers.mjs';
import { cleanEnvironment, readArguments } from '../lib/publish-arguments.mjs';

const { COULD_NOT_FINISH, runPackwarden, say, statusOf } = program;

const HELP = `Packs a package once, audits that tarball, and publishes that very tarball.

packwarden-publish [ARGUMENTS OF npm publish] [-- ARGUMENTS OF packwarden audit]

Examples:
  packwarden-publish
  packwarden-publish --tag next --access public --dry-run
  packwarden-publish ./dist
  packwarden-publish core-1.0.0.tgz
  packwarden-publish --provenance -- --fail-on medium --previous core-0.9.0.tgz

The package manager that the project uses packs, after the script prepublishOnly;
npm publishes. One package at a time: for a workspace, run it in its directory.
The status is that of packwarden where it refuses (1: findings, 2: it could not
finish), else that of npm.
`;

/** What ends the run, with a status. */
class Refusal extends Error {
  constructor(message, status = COULD_NOT_FINISH) {
    super(message);
    this.status = status;
  }
}

// Standard output is that of `npm publish`: what scripts, packers and the audit say goes to standard error.
const ASIDE = ['inherit', 2, 2];

function mustSucceed(what, command, args, options) {
  const status = statusOf(command, args, { stdio: ASIDE, ...options });
  if (status !== 0) throw new Refusal(`${what} failed, and nothing was published`, status);
}

function digestOf(file) {
  return `sha512-${createHash('sha512').update(readFileSync(file)).digest('base64')}`;
}

function scriptsOf(folder) {
  let manifest;
  try {
    manifest = manifestIn(folder);
  } catch (error) {
    throw new Refusal(`package.json cannot be read in ${folder}: ${error.code ?? 'it is no JSON'}`);
  }
  return manifest?.scripts ?? {};
}

/** The one tarball that the package manager makes of `folder`. */
function packed(folder, destination, ignoresScripts) {
  const scripts = scriptsOf(folder);
  const manager = managerOf(folder);
  const options = { cwd: folder, env: { ...cleanEnvironment(process.env), PACKWARDEN_PUBLISHING: '1' } };
  if (ignoresScripts && manager.ignore === null) {
    throw new Refusal(`${manager.name} cannot pack without scripts: leave out --ignore-scripts`);
  }
  if (scripts.prepublishOnly && !ignoresScripts && manager.name !== 'yarn') {
    mustSucceed('prepublishOnly', manager.program, ['run', 'prepublishOnly'], options);
  }
  say(`${manager.name} packs`);
  const args = [...manager.pack(destination), ...(ignoresScripts ? manager.ignore : [])];
  mustSucceed(`${manager.program} pack`, manager.program, args, options);
  const files = readdirSync(destination).filter((name) => name.endsWith('.tgz'));
  if (files.length !== 1) throw new Refusal(`${manager.name} made ${files.length} tarballs and not one`);
  for (const name of ['publish', 'postpublish']) {
    if (scripts[name]) say(`the script ${name} is not run: npm runs none for a finished tarball`);
  }
  return join(destination, files[0]);
}

/** A copy of a finished tarball that nobody else can change. */
function copied(file, destination) {
  const copy = join(destination, basename(file));
  copyFileSync(file, copy);
  return copy;
}

function tarballOf(target, destination, ignoresScripts) {
  const path = resolve(target);
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts?.isDirectory()) return packed(path, destination, ignoresScripts);
  if (facts?.isFile()) return copied(path, destination);
  throw new Refusal(`${target} is no directory and no file here`);
}

function publish(file, options) {
  const environment = cleanEnvironment(process.env);
  const dryRun = Object.keys(process.env).find((name) => /^npm_config_dry_run$/i.test(name));
  if (dryRun !== undefined) environment.npm_config_dry_run = process.env[dryRun];
  return statusOf('npm', ['publish', file, ...options, '--ignore-scripts'], { env: environment });
}

function run(all) {
  const { targets, options, audit, ofWorkspaces, ignoresScripts } = readArguments(all);
  if (options.includes('--help') || options.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  if (process.env.PACKWARDEN_PUBLISHING) throw new Refusal('packwarden-publish is run by a script that it runs itself');
  if (ofWorkspaces !== undefined) {
    throw new Refusal(`${ofWorkspaces}: one package at a time; run packwarden-publish in the directory of each`);
  }
  if (targets.length > 1) throw new Refusal(`one package at a time, and these are ${targets.length}: ${targets.join(' ')}`);
  const destination = mkdtempSync(join(tmpdir(), 'packwarden-'));
  try {
    const file = tarballOf(targets[0] ?? '.', destination, ignoresScripts);
    const digest = digestOf(file);
    const status = runPackwarden(['audit', file, '--expect-integrity', digest, ...audit], { stdio: ASIDE });
    if (status !== 0) throw new Refusal('nothing was published', status);
    if (digestOf(file) !== digest) throw new Refusal('the tarball changed since it was audited, and was not published');
    say(`npm publishes what was audited: ${digest}`);
    return publish(file, options);
  } finally {
    rmSync(destination, { recursive: true, force: true });
  }
}

try {
  process.exitCode = run(process.argv.slice(2));
} catch (error) {
  say(error instanceof Refusal ? error.message : `${error.code ?? error.name}: nothing was published`);
  process.exitCode = error instanceof Refusal ? error.status : COULD_NOT_FINISH;
}
