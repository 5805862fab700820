#include "check/popular_names.h"

#include <algorithm>

namespace packwarden {
namespace {

/// Facts of 2026: the packages of npm that were downloaded most often, without those that belong to
/// others as their parts for one platform or syntax.
constexpr std::string_view kNames =
    "@adobe/css-tools @alloc/quick-lru @ampproject/remapping @asamuzakjp/css-color "
    "@aws-crypto/crc32 @aws-crypto/sha256-browser @aws-crypto/sha256-js "
    "@aws-crypto/supports-web-crypto @aws-crypto/util @aws/lambda-invoke-store @babel/code-frame "
    "@babel/compat-data @babel/core @babel/generator @babel/highlight @babel/parser "
    "@babel/preset-env @babel/preset-modules @babel/preset-typescript @babel/runtime "
    "@babel/template @babel/traverse @babel/types @bcoe/v8-coverage @colors/colors "
    "@cspotcode/source-map-support @csstools/color-helpers @csstools/css-calc "
    "@csstools/css-color-parser @csstools/css-parser-algorithms @csstools/css-tokenizer "
    "@eslint-community/eslint-utils @eslint-community/regexpp @eslint/config-array "
    "@eslint/config-helpers @eslint/core @eslint/eslintrc @eslint/object-schema "
    "@eslint/plugin-kit @floating-ui/core @floating-ui/react-dom @floating-ui/utils "
    "@graphql-tools/utils @grpc/grpc-js @grpc/proto-loader @humanfs/core @humanfs/node "
    "@humanwhocodes/config-array @humanwhocodes/module-importer @humanwhocodes/object-schema "
    "@humanwhocodes/retry @inquirer/core @inquirer/type @isaacs/cliui @isaacs/fs-minipass "
    "@istanbuljs/load-nyc-config @istanbuljs/schema @jridgewell/gen-mapping @jridgewell/remapping "
    "@jridgewell/resolve-uri @jridgewell/set-array @jridgewell/source-map "
    "@jridgewell/sourcemap-codec @jridgewell/trace-mapping @noble/hashes @nodelib/fs.scandir "
    "@nodelib/fs.stat @nodelib/fs.walk @octokit/core @octokit/endpoint @octokit/openapi-types "
    "@octokit/plugin-paginate-rest @octokit/request @octokit/request-error @octokit/types "
    "@pkgjs/parseargs @pkgr/core @protobufjs/aspromise @protobufjs/base64 @protobufjs/codegen "
    "@protobufjs/eventemitter @protobufjs/fetch @protobufjs/float @protobufjs/inquire "
    "@protobufjs/path @protobufjs/pool @protobufjs/utf8 @radix-ui/primitive "
    "@radix-ui/react-compose-refs @radix-ui/react-context @radix-ui/react-dismissable-layer "
    "@radix-ui/react-id @radix-ui/react-portal @radix-ui/react-presence @radix-ui/react-primitive "
    "@radix-ui/react-slot @radix-ui/react-use-callback-ref @radix-ui/react-use-controllable-state "
    "@radix-ui/react-use-layout-effect @sinclair/typebox @sinonjs/commons @sinonjs/fake-timers "
    "@standard-schema/spec @testing-library/jest-dom @testing-library/react @tootallnate/once "
    "@tsconfig/node10 @tsconfig/node12 @tsconfig/node14 @tsconfig/node16 @tybys/wasm-util "
    "@ungap/structured-clone @vitest/expect @vitest/mocker @vitest/pretty-format @vitest/runner "
    "@vitest/snapshot @vitest/utils @xtuc/ieee754 @xtuc/long abbrev abort-controller accepts "
    "acorn acorn-globals acorn-jsx acorn-walk agent-base aggregate-error ajv-formats ajv-keywords "
    "ansi-align ansi-colors ansi-escapes ansi-regex ansi-styles any-promise anymatch "
    "archiver-utils argparse aria-query array-buffer-byte-length array-flatten array-includes "
    "array-union array.prototype.findlast array.prototype.findlastindex array.prototype.flat "
    "array.prototype.flatmap array.prototype.tosorted arraybuffer.prototype.slice arrify "
    "assertion-error ast-types astral-regex async async-function asynckit autoprefixer "
    "available-typed-arrays axe-core axios axobject-query babel-jest babel-plugin-istanbul "
    "babel-plugin-jest-hoist babel-plugin-polyfill-corejs2 babel-plugin-polyfill-corejs3 "
    "babel-plugin-polyfill-regenerator babel-preset-current-node-syntax babel-preset-jest "
    "balanced-match base64-js baseline-browser-mapping big.js bignumber.js binary-extensions "
    "bluebird bn.js body-parser boolbase bowser boxen brace-expansion braces browserslist buffer "
    "buffer-crc32 buffer-equal-constant-time buffer-from bytes cacache cacheable-request "
    "call-bind call-bind-apply-helpers call-bound callsites camel-case camelcase caniuse-lite "
    "chalk char-regex chardet check-error chokidar chownr chrome-trace-event ci-info "
    "cjs-module-lexer clean-stack cli-boxes cli-cursor cli-spinners cli-truncate cli-width "
    "client-only clipboardy cliui clone collect-v8-coverage color color-convert color-name "
    "color-string colorette combined-stream commander commondir component-emitter compressible "
    "compression concat-map concat-stream confbox consola content-disposition content-type "
    "convert-source-map cookie cookie-signature core-js core-js-compat core-util-is cosmiconfig "
    "create-require cross-fetch cross-spawn css-loader css-select css-tree css-what css.escape "
    "cssesc cssom cssstyle csstype d3-array d3-format d3-interpolate d3-path d3-shape "
    "data-uri-to-buffer data-urls data-view-buffer data-view-byte-length data-view-byte-offset "
    "date-fns dayjs debug decamelize decimal.js decompress-response dedent deep-eql deep-extend "
    "deep-is deepmerge defaults define-data-property define-lazy-prop define-properties "
    "define-property delayed-stream dequal destroy detect-libc detect-newline diff-sequences "
    "dir-glob doctrine dom-accessibility-api dom-serializer domelementtype domhandler dompurify "
    "domutils dot-case dot-prop dotenv dotenv-expand dunder-proto duplexify eastasianwidth "
    "ecdsa-sig-formatter ee-first electron-to-chromium emittery emoji-regex encodeurl "
    "end-of-stream enhanced-resolve entities env-paths error-ex es-abstract es-define-property "
    "es-errors es-iterator-helpers es-module-lexer es-object-atoms es-set-tostringtag "
    "es-shim-unscopables es-to-primitive esbuild escalade escape-html escape-string-regexp "
    "escodegen eslint eslint-config-prettier eslint-import-resolver-node "
    "eslint-import-resolver-typescript eslint-module-utils eslint-plugin-import "
    "eslint-plugin-jsx-a11y eslint-plugin-react eslint-plugin-react-hooks eslint-scope "
    "eslint-visitor-keys espree esprima esquery esrecurse estraverse estree-walker esutils "
    "event-target-shim eventemitter3 events execa expect expect-type express extend "
    "extend-shallow extsprintf fast-deep-equal fast-diff fast-glob fast-json-stable-stringify "
    "fast-levenshtein fast-safe-stringify fast-uri fast-xml-parser fastq fb-watchman fflate "
    "figures file-entry-cache file-type fill-range finalhandler find-cache-dir find-up flat-cache "
    "flatted follow-redirects for-each foreground-child form-data forwarded fraction.js "
    "framer-motion fresh fs-constants fs-extra fs-minipass fs.realpath fsevents function-bind "
    "function.prototype.name functions-have-names gaxios gcp-metadata generator-function gensync "
    "get-caller-file get-east-asian-width get-intrinsic get-package-type get-proto get-stream "
    "get-symbol-description get-tsconfig glob-parent glob-to-regexp globals globalthis globby "
    "google-auth-library google-logging-utils graceful-fs graphemer graphql gtoken handlebars "
    "has-bigints has-flag has-property-descriptors has-proto has-symbols has-tostringtag hasown "
    "hermes-estree hermes-parser hoist-non-react-statics hosted-git-info html-encoding-sniffer "
    "html-entities html-escaper htmlparser2 http-cache-semantics http-errors http-proxy-agent "
    "https-proxy-agent human-signals iconv-lite ieee754 ignore immediate immer immutable "
    "import-fresh import-in-the-middle import-local imurmurhash indent-string inflight inherits "
    "inquirer internal-slot internmap interpret ip-address ipaddr.js is-arguments is-array-buffer "
    "is-arrayish is-async-function is-bigint is-binary-path is-boolean-object is-buffer "
    "is-callable is-core-module is-data-view is-date-object is-descriptor is-docker is-extendable "
    "is-extglob is-finalizationregistry is-fullwidth-code-point is-generator-fn "
    "is-generator-function is-glob is-interactive is-map is-negative-zero is-number "
    "is-number-object is-obj is-path-inside is-plain-obj is-plain-object "
    "is-potential-custom-element-name is-promise is-regex is-set is-shared-array-buffer is-stream "
    "is-string is-symbol is-typed-array is-typedarray is-unicode-supported is-weakmap is-weakref "
    "is-weakset is-windows is-wsl isarray isexe isobject istanbul-lib-coverage "
    "istanbul-lib-instrument istanbul-lib-report istanbul-lib-source-maps istanbul-reports "
    "iterator.prototype jackspeak jest-changed-files jest-circus jest-cli jest-config jest-diff "
    "jest-docblock jest-each jest-environment-node jest-get-type jest-haste-map "
    "jest-leak-detector jest-matcher-utils jest-message-util jest-mock jest-pnp-resolver "
    "jest-regex-util jest-resolve jest-resolve-dependencies jest-runner jest-runtime "
    "jest-snapshot jest-util jest-validate jest-watcher jest-worker js-tokens js-yaml jsdom jsesc "
    "json-bigint json-buffer json-parse-even-better-errors json-schema json-schema-traverse "
    "json-stable-stringify-without-jsonify json-stringify-safe json5 jsonc-parser jsonfile "
    "jsonwebtoken jsx-ast-utils kind-of kleur leven lightningcss lightningcss-linux-x64-gnu "
    "lightningcss-linux-x64-musl lilconfig lines-and-columns listr2 loader-runner loader-utils "
    "locate-path lodash lodash-es lodash.camelcase lodash.debounce lodash.includes "
    "lodash.isboolean lodash.isinteger lodash.isnumber lodash.isplainobject lodash.isstring "
    "lodash.memoize lodash.merge lodash.once log-symbols log-update loose-envify loupe lower-case "
    "lowercase-keys lru-cache lucide-react lz-string magic-string make-dir make-error "
    "make-fetch-happen makeerror map-obj marked math-intrinsics mdn-data media-typer memfs "
    "merge-descriptors merge-stream merge2 methods micromark-util-character micromark-util-symbol "
    "micromatch mime-db mime-types mimic-fn mimic-response min-indent minimalistic-assert "
    "minimatch minimist minipass minipass-fetch minizlib mkdirp moment mute-stream nanoid "
    "natural-compare negotiator neo-async no-case node-addon-api node-domexception node-fetch "
    "node-forge node-gyp-build node-int64 node-releases normalize-package-data normalize-path "
    "normalize-url npm-run-path nth-check nwsapi object-assign object-hash object-inspect "
    "object-keys object.assign object.entries object.fromentries object.groupby object.values "
    "on-finished on-headers onetime optionator own-keys p-cancelable p-finally p-limit p-locate "
    "p-map p-retry p-timeout p-try package-json-from-dist parent-module parse-json parse5 "
    "parseurl path-exists path-is-absolute path-is-inside path-key path-parse path-scurry "
    "path-to-regexp path-type pathe pathval performance-now pg-protocol pg-types picocolors "
    "picomatch pirates pkg-dir pkg-types playwright playwright-core possible-typed-array-names "
    "postcss postcss-import postcss-load-config postcss-selector-parser postcss-value-parser "
    "postgres-array postgres-bytea postgres-date postgres-interval prelude-ls prettier "
    "pretty-format proc-log process process-nextick-args progress prompts prop-types protobufjs "
    "proxy-addr proxy-from-env punycode pure-rand querystringify queue-microtask quick-lru "
    "randombytes range-parser raw-body react react-dom react-is react-refresh react-remove-scroll "
    "react-router read-pkg read-pkg-up readable-stream readdirp redent reflect.getprototypeof "
    "regenerate regenerate-unicode-properties regenerator-runtime regexp.prototype.flags "
    "regexpu-core registry-auth-token registry-url regjsgen regjsparser require-directory "
    "require-from-string require-in-the-middle require-main-filename requires-port resolve "
    "resolve-cwd resolve-from resolve-pkg-maps resolve.exports restore-cursor retry reusify "
    "rimraf rollup run-async run-parallel safe-array-concat safe-buffer safe-push-apply "
    "safe-regex-test safe-stable-stringify safer-buffer saxes scheduler schema-utils semver "
    "serialize-javascript serve-static set-blocking set-function-length set-function-name "
    "set-proto setimmediate setprototypeof sharp shebang-command shebang-regex shell-quote "
    "side-channel side-channel-list side-channel-map side-channel-weakmap siginfo signal-exit "
    "sisteransi slash slice-ansi smart-buffer socks socks-proxy-agent source-map source-map-js "
    "source-map-support spdx-correct spdx-exceptions spdx-expression-parse spdx-license-ids "
    "split2 sprintf-js stack-utils stackback statuses std-env stop-iteration-iterator "
    "string-length string-width string.prototype.matchall string.prototype.repeat "
    "string.prototype.trim string.prototype.trimend string.prototype.trimstart string_decoder "
    "strip-ansi strip-bom strip-final-newline strip-indent strip-json-comments strnum styled-jsx "
    "stylis sucrase supports-color supports-hyperlinks supports-preserve-symlinks-flag "
    "symbol-tree synckit tailwind-merge tailwindcss tapable tar-fs tar-stream telecom-mas-agent "
    "terser terser-webpack-plugin test-exclude text-table thenify thenify-all through through2 "
    "tiny-invariant tinybench tinyexec tinyglobby tinyrainbow tinyspy tldts tldts-core "
    "to-regex-range toidentifier tough-cookie tree-kill ts-api-utils ts-interface-checker ts-node "
    "tsconfig-paths tslib tunnel-agent tweetnacl type-check type-detect type-fest type-is "
    "typed-array-buffer typed-array-byte-length typed-array-byte-offset typed-array-length "
    "typedarray typescript typescript-eslint uglify-js unbox-primitive undici undici-types "
    "unicode-canonical-property-names-ecmascript unicode-match-property-ecmascript "
    "unicode-match-property-value-ecmascript unicode-property-aliases-ecmascript unicorn-magic "
    "unique-filename unique-slug unist-util-is unist-util-stringify-position unist-util-visit "
    "unist-util-visit-parents universalify unpipe update-browserslist-db uri-js url-parse "
    "use-sync-external-store util-deprecate utils-merge v8-compile-cache-lib v8-to-istanbul "
    "validate-npm-package-license validate-npm-package-name vfile vfile-message vitest "
    "w3c-xmlserializer walker watchpack wcwidth web-streams-polyfill webidl-conversions webpack "
    "webpack-sources whatwg-encoding whatwg-mimetype whatwg-url which which-boxed-primitive "
    "which-builtin-type which-collection which-module which-typed-array why-is-node-running "
    "widest-line word-wrap wordwrap wrap-ansi wrappy write-file-atomic xml-name-validator xml2js "
    "xmlbuilder xmlchars xtend yallist yargs yargs-parser yauzl yocto-queue ";

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    out.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);  // each name has a blank behind it
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

const std::vector<std::string_view>& popular_names() {
  static const std::vector<std::string_view> all = split(kNames);
  return all;
}

bool is_one_edit_away(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (a == b || b.size() - a.size() > 1) return false;
  const auto* const split = std::mismatch(a.begin(), a.end(), b.begin()).first;
  const auto at = static_cast<std::size_t>(split - a.begin());
  if (a.size() < b.size()) return a.substr(at) == b.substr(at + 1);
  if (a.substr(at + 1) == b.substr(at + 1)) return true;
  return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at] &&
         a.substr(at + 2) == b.substr(at + 2);
}

}  // namespace packwarden
