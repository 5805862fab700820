#!/usr/bin/env node
// Publishes what make-packages.mjs made: the packages of the platforms, then the one that names them, so that no user
// ever meets one whose parts are missing. What is published already, byte by byte, is passed over: a release that broke
// off is resumed by starting it anew.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const USAGE = `Usage: publish-packages.mjs OUT [--publish] [NPM OPTION...]

Without --publish it says what would be done. Options of npm are passed on, as --tag next and --provenance.
The first version of a package has to be published by hand: trusted publishing is set up for one that exists.
`;

function npm(args, options = {}) {
  return spawnSync('npm', args, { encoding: 'utf8', shell: process.platform === 'win32', ...options });
}

/** The integrity under which the registry knows the package; "" where it knows none. Else an error. */
function publishedIntegrity(id, options) {
  const answer = npm(['view', id, 'dist.integrity', '--json', ...options]);
  if (answer.status === 0) return answer.stdout.trim() === '' ? '' : JSON.parse(answer.stdout);
  if (answer.stdout.includes('E404') || answer.stderr.includes('E404')) return '';
  throw new Error(`the registry does not say whether there is ${id}\n${answer.stderr}`);
}

/** The name and version in a tarball's manifest, as npm reads it. */
function idOf(file) {
  const answer = npm(['pack', file, '--dry-run', '--json', '--ignore-scripts']);
  if (answer.status !== 0) throw new Error(`${file}: npm cannot read it\n${answer.stderr}`);
  return Object.values(JSON.parse(answer.stdout))[0].id;
}

function integrityOf(file) {
  return `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
}

function publish(file, isReal, options) {
  const id = idOf(file);
  const published = publishedIntegrity(id, options.filter((option) => option.startsWith('--registry')));
  if (published === integrityOf(file)) return `${id}: is published`;
  if (published !== '') throw new Error(`${id}: is published with other bytes: raise the version`);
  if (!isReal) return `${id}: would be published`;
  const done = npm(['publish', path.resolve(file), '--access', 'public', '--ignore-scripts', ...options], { stdio: 'inherit' });
  if (done.status !== 0) throw new Error(`${id}: was not published, nor what comes behind it`);
  return `${id}: published`;
}

const [out, ...rest] = process.argv.slice(2);
const options = rest.filter((option) => option !== '--publish');
if (!out || out.startsWith('-')) {
  process.stderr.write(USAGE);
  process.exitCode = out === '--help' ? 0 : 2;
} else {
  try {
    for (const name of JSON.parse(fs.readFileSync(path.join(out, 'packages.json'), 'utf8'))) {
      process.stdout.write(`${publish(path.join(out, name), rest.includes('--publish'), options)}\n`);
    }
  } catch (error) {
    process.stderr.write(`publish-packages: ${error.message}\n`);
    process.exitCode = 2;
  }
}
