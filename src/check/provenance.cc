#include <string>
#include <vector>

#include "check/all.h"
#include "check/ci_facts.h"
#include "check/wording.h"

namespace packwarden {
namespace {

/// The address of the repository; "" of none.
std::string_view repository_of(const Json& manifest) {
  const Json* repository = manifest.find("repository");
  if (repository == nullptr) return {};
  const Json* url = repository->string() == nullptr ? repository->find("url") : repository;
  return url == nullptr || url->string() == nullptr ? std::string_view()
                                                    : std::string_view(*url->string());
}

bool refuses(const Json& manifest) {
  const Json* publishing = manifest.find("publishConfig");
  const Json* provenance = publishing == nullptr ? nullptr : publishing->find("provenance");
  return provenance != nullptr && provenance->boolean() != nullptr && !*provenance->boolean();
}

/// What has to be set, in sentences that name no value of the manifest: a password may be in it.
std::vector<std::string> missing_settings(const Json& manifest, const CiFacts& ci) {
  std::vector<std::string> out;
  const std::string_view repository = repository_of(manifest);
  if (repository.empty() || repository_key(repository) != ci.repository) {
    out.push_back("`repository` that is " + quoted(ci.repository));
  }
  if (!ci.has_identity) out.push_back(ci.permission);
  if (refuses(manifest)) out.emplace_back("`publishConfig.provenance` that is not false");
  return out;
}

void run(const PackageView& package, PackageHits& hits) {
  const CiFacts* ci = package.ci();
  if (ci == nullptr || ci->service.empty()) return;
  const std::vector<std::string> missing = missing_settings(package.manifest(), *ci);
  if (missing.empty()) return;
  const auto as_it_is = [](const std::string& setting) { return setting; };
  hits.add_in_manifest({hits.severity(),
                        "In this run of " + ci->service + " it needs " +
                            listed(missing, missing.size(), as_it_is) + ".",
                        ""},
                       {});
}

}  // namespace

const PackageCheck kProvenanceReadiness = {
    {"out-provenance-readiness", Severity::note, "Where it is built cannot be attested",
     "With a statement of provenance users see from which commit, and by which run, a package was "
     "built; that it is clean it does not say.",
     "Set what is missing, and publish with `--provenance`."},
    run,
    CheckGroup::provenance};

}  // namespace packwarden
