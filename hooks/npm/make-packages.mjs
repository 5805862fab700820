#!/usr/bin/env node
// Makes the npm packages of a release: one for each platform whose program is given, and the one that users install,
// which names these by their exact version. All of them are audited by the program of this machine's platform.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = path.dirname(fileURLToPath(import.meta.url));
const ROOT = path.dirname(path.dirname(HERE));
const PLATFORMS = JSON.parse(fs.readFileSync(path.join(HERE, 'platforms.json'), 'utf8'));
const USAGE = `Usage: make-packages.mjs OUT PLATFORM=PROGRAM...

Writes the tarballs, and packages.json, which names them in the order of their publishing, into the directory OUT.
PLATFORM is one of ${PLATFORMS.map((platform) => platform.name).join(', ')}.

  node hooks/npm/make-packages.mjs build/npm linux-x64=build/release/src/packwarden
`;

class Refusal extends Error {}

/** The programs to pack, each with the row of its platform, in the order of the table. */
function parsePrograms(args) {
  const given = new Map();
  for (const arg of args) {
    const equals = arg.indexOf('=');
    const name = arg.slice(0, Math.max(equals, 0));
    if (!PLATFORMS.some((platform) => platform.name === name)) throw new Refusal(`${arg}: names no platform\n${USAGE}`);
    if (given.has(name)) throw new Refusal(`${name}: is given twice`);
    given.set(name, fs.readFileSync(arg.slice(equals + 1)));
  }
  return PLATFORMS.filter(({ name }) => given.has(name)).map((platform) => ({ ...platform, bytes: given.get(platform.name) }));
}

/** The version of the sources, which all packages have. */
function versionOfSources() {
  const found = /^project\(packwarden VERSION (\S+)/m.exec(fs.readFileSync(path.join(ROOT, 'CMakeLists.txt'), 'utf8'));
  if (!found) throw new Refusal('CMakeLists.txt: states no version');
  return found[1];
}

/** Where these packages are made from, which provenance must agree with; nothing outside of a workflow. */
function repositoryField() {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  return server && repository ? { repository: { type: 'git', url: `git+${server}/${repository}.git` } } : {};
}

function writeJson(file, value) {
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** Writes the package of a platform beneath `out` and gives the path of its program. */
function stagePlatform(out, platform, version) {
  const directory = path.join(out, 'stage', platform.name);
  fs.mkdirSync(path.join(directory, 'bin'), { recursive: true });
  const program = path.join(directory, 'bin', platform.program);
  fs.writeFileSync(program, platform.bytes);
  fs.chmodSync(program, 0o755);
  fs.writeFileSync(
    path.join(directory, 'README.md'),
    `# @packwarden/${platform.name}\n\nThe program of packwarden for ${platform.os} on ${platform.cpu}. Install \`packwarden\`, ` +
      'which has this package for an optional dependency.\n',
  );
  writeJson(path.join(directory, 'package.json'), {
    name: `@packwarden/${platform.name}`,
    version,
    description: `The program of packwarden for ${platform.os} on ${platform.cpu}`,
    license: 'Apache-2.0',
    ...repositoryField(),
    files: ['bin/', 'NOTICE'],
    os: [platform.os],
    cpu: [platform.cpu],
    preferUnplugged: true,
  });
  return { directory, program };
}

/** Writes the package that users install. It knows the digests of the programs. */
function stageWrapper(out, platforms, version) {
  const directory = path.join(out, 'stage', 'packwarden');
  fs.cpSync(path.join(HERE, 'packwarden'), directory, { recursive: true });
  fs.copyFileSync(path.join(ROOT, 'src/policy/packwarden.schema.json'), path.join(directory, 'packwarden.schema.json'));
  const manifest = JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8'));
  if (manifest.version !== version) throw new Refusal(`package.json: is of version ${manifest.version}, the sources of ${version}`);
  manifest.optionalDependencies = Object.fromEntries(platforms.map(({ name }) => [`@packwarden/${name}`, version]));
  writeJson(path.join(directory, 'package.json'), { ...manifest, ...repositoryField() });
  const digests = platforms.map(({ name, bytes }) => [name, createHash('sha256').update(bytes).digest('hex')]);
  writeJson(path.join(directory, 'programs.json'), Object.fromEntries(digests));
  return { directory };
}

function run(program, args, options) {
  const done = spawnSync(program, args, { encoding: 'utf8', shell: process.platform === 'win32', ...options });
  if (done.error) throw done.error;
  if (done.status !== 0) throw new Refusal(`${program} ${args[0]} failed\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** Packs a staged package and gives the name of its tarball. */
function pack(staged, out) {
  for (const name of ['LICENSE', 'NOTICE']) fs.copyFileSync(path.join(ROOT, name), path.join(staged.directory, name));
  const made = run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', path.resolve(out)], { cwd: staged.directory });
  const answer = JSON.parse(made);
  return Object.values(answer)[0].filename;
}

/** The program of this machine's platform says the version, and that nothing is wrong with the tarballs. */
function examine(program, tarballs, version) {
  const said = run(program, ['--version']).split('\n')[0];
  if (said !== `packwarden ${version}`) throw new Refusal(`${program}: says ${said}, the sources are of ${version}`);
  for (const tarball of tarballs) run(program, ['audit', tarball]);
}

function makePackages(out, programs) {
  const version = versionOfSources();
  fs.rmSync(path.join(out, 'stage'), { recursive: true, force: true });
  const platforms = programs.map((platform) => stagePlatform(out, platform, version));
  const tarballs = [...platforms, stageWrapper(out, programs, version)].map((staged) => pack(staged, out));
  const own = programs.findIndex(({ os, cpu }) => os === process.platform && cpu === process.arch);
  if (own < 0) throw new Refusal('no program is of the platform of this machine, so that nothing can audit the packages');
  examine(platforms[own].program, tarballs.map((name) => path.join(out, name)), version);
  writeJson(path.join(out, 'packages.json'), tarballs);
  return tarballs;
}

const [out, ...args] = process.argv.slice(2);
if (!out || args.length === 0 || out === '--help') {
  process.stderr.write(USAGE);
  process.exitCode = out === '--help' ? 0 : 2;
} else {
  try {
    for (const name of makePackages(out, parsePrograms(args))) process.stdout.write(`${path.join(out, name)}\n`);
  } catch (error) {
    process.stderr.write(`make-packages: ${error.message}\n`);
    process.exitCode = 2;
  }
}
