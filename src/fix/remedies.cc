#include "fix/remedies.h"

#include <algorithm>
#include <array>

namespace packwarden {
namespace {

using enum RemedyScope;
constexpr RemedyConsent kAsked = RemedyConsent::asked;

/// Native code and archives may be what a package is for, and what git does not know may be built.
constexpr std::array kRemedies = {
    Remedy{"arc-nested", places, kAsked},
    Remedy{"arc-polyglot", places, kAsked},
    Remedy{"bin-build-traces", places, kAsked},
    Remedy{"bin-native-binary", places, kAsked},
    Remedy{"bin-wasm-sections", places, kAsked},
    Remedy{"cred-ai-assistant-config"},
    Remedy{"cred-api-client-environment"},
    Remedy{"cred-cloud-credentials"},
    Remedy{"cred-data-dump"},
    Remedy{"cred-dotenv"},
    Remedy{"cred-home-file"},
    Remedy{"cred-infra-state"},
    Remedy{"cred-keystore"},
    Remedy{"cred-kubeconfig"},
    Remedy{"cred-memory-image"},
    Remedy{"cred-notebook-output"},
    Remedy{"cred-npmrc"},
    Remedy{"cred-openpgp-secret-key"},
    Remedy{"cred-package-manager-config"},
    Remedy{"cred-platform-state"},
    Remedy{"cred-private-key-file"},
    Remedy{"cred-recovery-codes"},
    Remedy{"cred-shell-history"},
    Remedy{"cred-ssh-key"},
    Remedy{"cred-traffic-capture"},
    Remedy{"lit-backup-file"},
    Remedy{"lit-build-cache", directory},
    Remedy{"lit-ci-config", directory},
    Remedy{"lit-container-files"},
    Remedy{"lit-coverage-report", directory},
    Remedy{"lit-docs-and-media"},
    Remedy{"lit-editor-directory", directory},
    Remedy{"lit-git-metadata"},
    Remedy{"lit-hidden-file"},
    Remedy{"lit-log-file"},
    Remedy{"lit-os-metadata"},
    Remedy{"lit-own-tarball"},
    Remedy{"lit-package-manager-files", directory},
    Remedy{"lit-tests", tests},
    Remedy{"lit-tool-config"},
    Remedy{"lit-untracked-file", places, kAsked},
    Remedy{"lit-vcs-directory", directory},
    Remedy{"map-absolute-path", maps},
    Remedy{"map-invalid", maps},
    Remedy{"map-missing-source", maps},
    Remedy{"map-orphan", maps},
    Remedy{"map-outside-source", maps},
    Remedy{"map-size", maps},
    Remedy{"map-sources-content", maps},
    Remedy{"net-lockfile-host"},
    Remedy{"pkg-files-catch-all", list},
    Remedy{"pkg-files-no-match", entry},
    Remedy{"pkg-implicit-install", places, kAsked},
    Remedy{"pkg-nested-manifest", holder, kAsked},
    Remedy{"pkg-no-files-field", list},
    Remedy{"sec-manifest-url-credentials", address},
};

}  // namespace

std::span<const Remedy> remedies() { return kRemedies; }

const Remedy* remedy_of(std::string_view id) {
  const auto* const found =
      std::lower_bound(kRemedies.begin(), kRemedies.end(), id,
                       [](const Remedy& row, std::string_view value) { return row.id < value; });
  return found != kRemedies.end() && found->id == id ? found : nullptr;
}

}  // namespace packwarden
