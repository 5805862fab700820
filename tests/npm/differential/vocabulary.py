"""The names and patterns that the generator puts together."""

# Few of them, so that patterns meet names.
PLAIN = ['a', 'b', 'ab', 'a.b', 'A', 'lib', 'src', 'dist', 'test', 'x.js', 'y.ts', 'index.js', 'a.js',
         'b.js', 'x.test.js', '.h', '.env', 'x', 'a.JS', 'cli', 'o', 'obj', 'a1', 'a01', 'a10', 'a2']

ALWAYS_IN = ['README', 'readme.md', 'ReadMe.MD', 'README.', 'README.md~', 'README.md$', 'README.~x',
             'README-de.md', 'LICENSE', 'License.txt', 'licence', 'LICENCE.md', 'LICENSE-MIT', 'COPYING',
             'copying.lesser', 'CHANGELOG.md', 'package.json', 'Package.json', 'NOTICE', 'UNLICENSE']

NEVER_IN = ['.git', '.GIT', '.npmrc', '.NPMRC', 'node_modules', 'Node_Modules', 'package-lock.json',
            'Package-Lock.json', 'npm-shrinkwrap.json', 'yarn.lock', 'YARN.lock', 'pnpm-lock.yaml',
            'bun.lockb', 'bun.lock', '.svn', '.hg', 'CVS', 'cvs', '.DS_Store', '.ds_store', '._x', '._',
            'x.orig', '.orig', '.x.swp', '..swp', 'npm-debug.log', 'NPM-DEBUG.LOG', '.lock-wscript',
            '.wafpickle-1', 'archived-packages', 'build', 'config.gypi', '.npmignore', '.gitignore',
            '.NPMIGNORE', '.gitattributes', 'package']

ODD = ['a b', ' a', 'a ', '!a', '!', '#a', '@a', '@', '[i].js', '[ab]', '{a}', '{a,b}', '(a)', '+(a)',
       '@(a)', '!(a)', 'c:a', 'C:a:b', 'z:', 'z:a.js', '1:a', 'é:a', '\\a', 'a\\b', '\\\\s\\t\\a',
       'a:', 'aé', 'ae\u0301', 'ß', 'SS', 'ſ', 'İ', 'ı', '\u212a', 'k', 'Σ', 'ς', '😀', '😀.js', '日本',
       '\u00a0a', '\ufeffa', 'a\nb', 'a\tb', '\x01', 'a\r', 'a*', '*', '?', 'a?b', '~', 'a$', "'", '"',
       '&', '%41', '-', '--a', '..a', '...', 'a.', '.a.', 'a,b', 'a|b', '^', '$', '=', '`', ';', '+',
       'a\udcff', '\udc80.js', 'constructor', '__proto__', 'n' * 101 + '.js', 'ö' * 60]

# Each shows a corner of npm's pattern syntax.
CORNERS = ['*', '**', '*.*', '.*', '**/*', '/*', '/**', '*/', '**/', '*/*', '?', '??', '???.js', '*.js',
           '*.{js,ts}', '*.K', '*.k', '\\*', '*\\.js', 'a\\.b', '\\!a', '\\#a', '#a', '!#a', '!', '!!',
           '!!!a', '/', '//', '.', './', '..', '../a', 'a/..', 'a/../b', './a', '/./a', 'a/./b', 'a//b',
           '[', ']', '[]', '[!]', '[]a]', '[^a]', '[!a]*', '[a-c]', '[c-a]', '[a-]', '[\\]]', '[a',
           '[[:alpha:]]', '[[:upper:]]*', '[[:digit:]]', '[^[:alpha:]]*', '[[:alpha:]', '[[:nope:]]',
           '[[:space:]]a', '[[:punct:]]*', '[[:word:]]+', '[😀]', '[\\a]', '[a/b]', '{a,b}', '{a}',
           '{,a}', '{a,}b', '{}', '{},a', '{{a,b},x}', '{1..3}', 'a{1..2}', 'a{01..10}', '{a..c}',
           '{c..a..2}', '${a,b}', 'a{b,.b}', '{a,b', 'a,b}', '{a\\,b}', '\\{a,b}', '{a,b}/**', '{/a,b}',
           '{!a,b}', '@(a|b)', '+(a|b)', '*(a)', '?(a)b', '!(a)', '!!(a)', 'x!(a)', '!(a|b).js', '*!(a)',
           '@(a', '@()', '@(a|)', '@(@(a|b)|x)', '+(@(+(a)))', '!(a)!(b)', '@(a|*.js)', '!(*.js)',
           '?(*)', '@(**)', 'a|b', '(a)', '(a|b)', '@(a/b)', '@(.h|a)', '**a', 'a**', '**/a/**',
           '**/a', 'a/**', 'a/**/b', '**/**', 'a/**/**/b', '**/../a', 'a/**/', '/**/', '*/**', '**/*/**',
           '.**', '**.js', '[ab]/**', ' a', 'a ', '\ta', 'a\\ ', '\u00a0a', '\ufeffa', 'a\\', '\\', '\\\\',
           '\\\\a', 'a\nb', '~', '^a', 'a$', 'a+b', 'é', 'É', 'ss', 'SS', 'σ', 'ſ', 'K', '😀*', '??.js']

LETTERS = list('ab*?[]{}()!@+|,\\/.-^:$#~ 1') + ['**', '/**', '..', '[!', '@(', '!(', '[:alpha:]', '😀']

MODES = [0o644] * 6 + [0o755, 0o755, 0o600, 0o640, 0o664, 0o444, 0o777, 0o4755, 0o2755, 0o1644, 0o000]
