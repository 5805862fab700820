#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "npm/packlist.h"
#include "report/report.h"

namespace packwarden {

/// A package, and what one version of npm packs of it.
struct PackListing {
  int npm = 11;  // 0: of a finished tarball
  std::string name;
  Json version;          // as package.json has it, where it may be a number
  std::string filename;  // of the tarball that npm writes
  PackList list;
  std::vector<std::string> notes;  // one sentence each, for people
};

/// The packages that are bundled: the names below `node_modules`, in the order of the tarball.
[[nodiscard]] std::vector<std::string> bundled_names(const PackList& list);

/// Takes a text piece by piece, until it fails.
using TextSink = std::function<Result<void>(std::string_view)>;

/// What `npm pack --json` prints, in its layout: an array, or from npm 12 on an object by name.
/// `size`, `shasum` and `integrity` are null, as npm's own compressor decides those. All listings
/// are of one version of npm. Fails where the sink does.
[[nodiscard]] Result<void> write_pack_json(const std::vector<PackListing>& listings,
                                           const TextSink& sink);

/// The same for people, as `npm pack` says it: sizes and paths, then the totals. Bundled files are
/// counted and not listed.
void write_pack_text(const std::vector<PackListing>& listings, const ReportStyle& style,
                     std::ostream& out);

}  // namespace packwarden
