#include "storage/options/file_itself.h"

namespace dockhand {
namespace fs = std::filesystem;

fs::path file_itself(fs::path file) {
  constexpr int most_links = 40;  // as Linux follows them
  std::error_code failure;
  for (int i = 0; i < most_links && fs::is_symlink(file, failure); ++i) {
    const fs::path target = fs::read_symlink(file, failure);
    if (failure) break;
    file = file.parent_path() / target;
  }
  return file;
}

bool is_one_file(const fs::path& one, const fs::path& other) {
  std::error_code failure;
  if (fs::equivalent(one, other, failure)) return true;
  const fs::path first = fs::weakly_canonical(fs::absolute(file_itself(one)), failure);
  return !failure && first == fs::weakly_canonical(fs::absolute(file_itself(other)), failure);
}

}  // namespace dockhand
