// Runs the commands of npm, which is loaded once: npm_peer.mjs NPM_PACKAGE
//
// Each line of standard input is {"directory", "arguments"}; the answer is one line, what npm prints
// on standard output and how it ended: {"output", "error"}.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'

const require = createRequire(`${process.argv[2]}/package.json`)
const Npm = require('./lib/npm.js')
const environment = { ...process.env }

// What npm throws outside of its promises, as a stream does that breaks. One run at a time waits.
let stop = () => {}
process.on('uncaughtException', error => stop(error))
process.on('unhandledRejection', error => stop(error))

// A promise of npm's that nothing is left to keep: as a program, npm would end with an error.
let idle = 0
setInterval(() => {
  const busy = process.getActiveResourcesInfo().some(name => name !== 'PipeWrap' && name !== 'Timeout')
  idle = busy ? 0 : idle + 1
  if (idle > 3) stop(new Error('npm waits for nothing'))
}, 20).unref()

class Text extends Writable {
  text = ''
  _write (chunk, encoding, done) {
    this.text += chunk
    done()
  }
}

// npm leaves its settings in the environment for its children, and would read them the next time.
function restoreEnvironment () {
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name]
  }
  Object.assign(process.env, environment)
}

async function run ({ directory, arguments: words }) {
  restoreEnvironment()
  process.chdir(directory)
  const stdout = new Text()
  const npm = new Npm({ stdout, stderr: new Text(), argv: words })
  idle = 0
  const broken = new Promise((resolve, reject) => { stop = reject })
  const command = async () => {
    const { command: name, args } = await npm.load()
    await npm.exec(name, args)
  }
  try {
    await Promise.race([command(), broken])
    return { output: stdout.text }
  } catch (error) {
    return { error: `${error.code ?? error.name}: ${error.message}` }
  } finally {
    npm.unload()
  }
}

process.argv.length = 2
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await run(JSON.parse(line))) + '\n')
}
