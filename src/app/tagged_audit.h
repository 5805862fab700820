#pragma once

#include "app/audit.h"
#include "validate/value_tag.h"

namespace packwarden {

/// An audit whose findings keep the tags of their values, which are equal to those of other audits
/// with `tagger` where the values are. Whoever asks for it drops them before anything is reported
/// (app/same_secrets.h).
[[nodiscard]] TargetReport tagged_audit(Source& source, const Database& database,
                                        const Policy& policy, const AuditOptions& options,
                                        const ValueTagger& tagger);

}  // namespace packwarden
