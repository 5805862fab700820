#include "source/tarball_source.h"

#include <fcntl.h>

#include <cerrno>
#include <functional>
#include <optional>
#include <utility>

#include "base/json.h"
#include "npm/manifest.h"
#include "source/archive.h"
#include "source/file_reader.h"

namespace packwarden {
namespace {

std::string text_of(const Json& manifest, std::string_view key) {
  const Json* const value = manifest.find(key);
  const std::string* const text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? "" : *text;
}

void read_manifest(const Archive& archive, SourceFacts& facts) {
  const std::optional<std::string> text = archive.find("package.json", kMaxManifestBytes);
  if (!text) {
    facts.notes.emplace_back("No package.json was found: name and version are not known.");
    return;
  }
  const Result<Json> manifest = parse_json(*text, "package.json");
  if (!manifest) {
    facts.notes.emplace_back("The package.json is not valid: name and version are not known.");
    return;
  }
  facts.name = text_of(*manifest, "name");
  facts.version = text_of(*manifest, "version");
}

class TarballSource : public Source {
 public:
  using Opener = std::function<Result<Archive>()>;

  TarballSource(std::string name, Opener opener)
      : name_(std::move(name)), opener_(std::move(opener)) {}

  Result<SourceFacts> open() override {
    TRY_ASSIGN(archive_, opener_());
    SourceFacts facts;
    facts.kind = SourceKind::tarball;
    facts.root = name_;
    read_manifest(*archive_, facts);
    return facts;
  }

  Result<void> read(const EntrySink& sink, const ProblemSink& problems) override {
    std::uint64_t index = 0;
    const EntrySink number = [&](Entry entry) {
      entry.index = index++;
      return sink(std::move(entry));
    };
    return archive_->read(MemberPaths::inside_package, number, problems);
  }

  std::optional<std::string> find(const std::string& path, std::uint64_t limit) override {
    return archive_->find(path, limit);
  }

 private:
  std::string name_;
  Opener opener_;
  std::optional<Archive> archive_;
};

}  // namespace

std::unique_ptr<Source> tarball_from_file(std::string path, SourceLimits limits) {
  const auto open = [path, limits]() -> Result<Archive> {
    TRY_ASSIGN(Descriptor file, open_regular_file(AT_FDCWD, path, Links::follow, path));
    return Archive::read_from(std::move(file), path, limits);
  };
  return std::make_unique<TarballSource>(std::move(path), open);
}

std::unique_ptr<Source> tarball_from_descriptor(int descriptor, std::string name,
                                                SourceLimits limits) {
  const auto open = [descriptor, name, limits]() -> Result<Archive> {
    Descriptor own(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
    if (own.get() < 0) return fail(system_error(name, errno));
    return Archive::read_from(std::move(own), name, limits);
  };
  return std::make_unique<TarballSource>(std::move(name), open);
}

std::unique_ptr<Source> tarball_from_bytes(std::string bytes, std::string name,
                                           SourceLimits limits) {
  auto open = [bytes = std::move(bytes), name, limits]() mutable -> Result<Archive> {
    return Archive(std::move(bytes), name, limits);
  };
  return std::make_unique<TarballSource>(std::move(name), std::move(open));
}

}  // namespace packwarden
