#include "terminal/station/scratch_folder.h"

#include <random>
#include <string>

namespace dockhand {
namespace fs = std::filesystem;

ScratchFolder::ScratchFolder() {
  std::random_device random;
  path_ = fs::temp_directory_path() / ("dockhand-" + std::to_string(random()));
  std::error_code ignored;
  fs::create_directories(path_, ignored);
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace dockhand
