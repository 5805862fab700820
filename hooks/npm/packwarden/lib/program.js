'use strict';
// Finds and runs the native program. Whatever goes wrong with it is status 2: a gate that cannot look must not open.

const { spawn, spawnSync } = require('node:child_process');

const COULD_NOT_FINISH = 2;

/** The path of the native program: what PACKWARDEN_BIN names, else that of the package for this platform. */
function programPath() {
  if (process.env.PACKWARDEN_BIN) return process.env.PACKWARDEN_BIN;
  const platform = `@packwarden/${process.platform}-${process.arch}`;
  const name = process.platform === 'win32' ? 'packwarden.exe' : 'packwarden';
  try {
    return require.resolve(`${platform}/bin/${name}`);
  } catch {
    throw new Error(
      `${platform} is not installed. There is no such package for every platform, and --omit=optional or a ` +
        'node_modules that was copied from another machine leaves it out. Install it, or name a program in PACKWARDEN_BIN',
    );
  }
}

function say(text) {
  process.stderr.write(`packwarden: ${text}\n`);
}

/** The status of what ended so; 2 where it has none, since it did not start or a signal ended it. */
function statusFrom(program, { error, status, signal }) {
  if (error) {
    say(`${program} cannot be run: ${error.message}`);
  } else if (status === null) {
    say(`${program} was ended by ${signal}`);
  }
  return error || status === null ? COULD_NOT_FINISH : status;
}

const OPTIONS = { stdio: 'inherit', windowsHide: true };

/** Runs a program to its end and gives its status. */
function statusOf(program, args, options = {}) {
  return statusFrom(program, spawnSync(program, args, { ...OPTIONS, ...options }));
}

/** The path of the program; null, and a message, where there is none. */
function findProgram() {
  try {
    return programPath();
  } catch (error) {
    say(error.message);
    return null;
  }
}

/** The status of packwarden with these arguments. */
function runPackwarden(args, options) {
  const program = findProgram();
  return program === null ? COULD_NOT_FINISH : statusOf(program, args, options);
}

/** Is packwarden with these arguments: signals reach it, and its status becomes that of this process. */
function becomePackwarden(args) {
  process.exitCode = COULD_NOT_FINISH;
  const program = findProgram();
  if (program === null) return;
  const child = spawn(program, args, OPTIONS);
  child.on('error', (error) => statusFrom(program, { error }));
  child.on('exit', (status, signal) => {
    process.exitCode = statusFrom(program, { status, signal });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
}

module.exports = { COULD_NOT_FINISH, becomePackwarden, runPackwarden, say, statusOf };
