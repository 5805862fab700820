#include "app/subject.h"

#include <fcntl.h>

#include <memory>
#include <utility>

#include "base/digest.h"
#include "source/byte_stream.h"
#include "source/file_reader.h"
#include "source/gzip_stream.h"
#include "source/inflate.h"

namespace packwarden {

Result<PackageDigests> digests_of_tarball(std::string_view bytes, const std::string& where) {
  PackageDigests out;
  Sha512Stream file;
  file.update(bytes);
  out.file_sha512 = to_hex(file.finish());
  std::unique_ptr<ByteStream> stream = std::make_unique<MemoryStream>(bytes);
  if (begins_like_gzip(bytes)) stream = std::make_unique<GzipStream>(std::move(stream), where);
  Sha512Stream tar;
  for (;;) {
    TRY_ASSIGN(const std::string_view block, stream->next());
    if (block.empty()) break;
    tar.update(block);
  }
  out.tar_sha512 = to_hex(tar.finish());
  return out;
}

Result<std::string> read_whole_file(const std::string& path, std::uint64_t limit) {
  FileReader reader(limit);
  FileBytes bytes = reader.read(AT_FDCWD, path, Links::follow, path);
  if (!bytes) return fail(std::move(bytes.error().error));
  return *std::move(bytes);
}

}  // namespace packwarden
