#pragma once

namespace CLI {
class App;
}

namespace packwarden {

/// Gives `app`, and the commands that are added to it later, help texts of at most 80 columns that
/// name what a value is and not how the parser checks it.
void use_plain_help(CLI::App& app);

}  // namespace packwarden
