#include "app/list.h"

#include <sys/stat.h>

#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/concealing.h"
#include "app/output.h"
#include "app/targets.h"
#include "app/terminal.h"
#include "npm/package.h"
#include "report/pack_listing.h"
#include "source/tarball_source.h"

namespace packwarden {
namespace {

bool is_regular_file(const std::string& path) {
  struct stat facts = {};
  return stat(path.c_str(), &facts) == 0 && S_ISREG(facts.st_mode);
}

Result<PackListing> listing_of(const Package& package, int npm) {
  PackListing out;
  out.npm = npm;
  out.name = package.manifest().name;
  out.version = *package.manifest().document.find("version");
  out.filename = tarball_filename(package.manifest());
  out.notes = package.notes();
  TRY_ASSIGN(out.list, package.pack(npm, {}));
  return out;
}

/// The entries of a finished tarball, which no version of npm has to choose.
Result<PackListing> listing_of_tarball(const std::string& path) {
  const std::unique_ptr<Source> source = tarball_from_file(path, {});
  TRY_ASSIGN(const SourceFacts facts, source->open());
  PackListing out;
  out.npm = 0;
  out.name = facts.name;
  out.version = facts.version;
  out.filename = facts.filename;
  std::optional<Error> problem;
  TRY(source->read(
      [&](const Entry& entry) {
        PackedFile file;
        file.path = entry.path;
        file.mode = entry.mode;
        file.size = entry.kind == EntryKind::file ? entry.bytes.size() : 0;
        out.list.files.push_back(std::move(file));
        return true;
      },
      [&](UnreadEntry unread) {
        if (!problem) problem = std::move(unread.error);
      }));
  if (problem) return fail(*std::move(problem));
  return out;
}

Result<std::vector<PackListing>> listings_of(const Options& options) {
  if (is_regular_file(options.packages.directory)) {
    TRY_ASSIGN(PackListing listing, listing_of_tarball(options.packages.directory));
    return std::vector{std::move(listing)};
  }
  TRY_ASSIGN(const Publisher publisher, publisher_of(options));
  TRY_ASSIGN(std::vector<RequestedPackage> run, packages_of_run(options.packages));
  std::vector<PackListing> out;
  for (RequestedPackage& requested : run) {
    TRY_ASSIGN(const Package package, Package::open(std::move(requested), publisher));
    for (const int npm : npm_versions_of(options)) {
      TRY_ASSIGN(PackListing listing, listing_of(package, npm));
      out.push_back(std::move(listing));
    }
  }
  return out;
}

/// For people: a program gets names as they are, to open the files.
Result<void> conceal_names(std::vector<PackListing>& listings, const Database& database) {
  TRY_ASSIGN(Inspector inspector, concealing_inspector(database));
  for (PackListing& listing : listings) {
    for (PackedFile& file : listing.list.files) file.path = inspector.conceal(file.path);
    for (std::string& note : listing.notes) note = inspector.conceal(note);
  }
  return {};
}

}  // namespace

Result<ExitStatus> list_packages(const Options& options, const Database& database) {
  TRY_ASSIGN(std::vector<PackListing> listings, listings_of(options));
  const auto print = [](std::string_view text) {
    return write_all(report_descriptor(), text, "standard output");
  };
  if (options.json) {
    TRY(write_pack_json(listings, print));
  } else {
    TRY(conceal_names(listings, database));
    std::ostringstream out;
    write_pack_text(listings, {}, out);
    TRY(print(out.view()));
  }
  return ExitStatus::clean;
}

}  // namespace packwarden
