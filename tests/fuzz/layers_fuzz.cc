#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "decode/layers.h"

using packwarden::ByteSpan;
using packwarden::Layer;
using packwarden::Result;
using packwarden::visit_layers;

// Each part of each layer comes from somewhere in the entry, and more of it from no less.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view entry(reinterpret_cast<const char*>(data), size);
  const auto outcome =
      visit_layers(packwarden::MarkedText(entry), {}, [&](const Layer& layer) -> Result<void> {
        const std::size_t middle = layer.text().size() / 2;
        const ByteSpan part = layer.in_entry({middle, layer.text().size()});
        const ByteSpan all = layer.in_entry({0, layer.text().size()});
        if (all.begin > part.begin || part.end > all.end || all.end > size ||
            part.begin > part.end) {
          std::abort();
        }
        return {};
      });
  (void)outcome;
  return 0;
}
