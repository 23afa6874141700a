#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

#include "scanner/camera/video_system.h"

namespace dockhand {
namespace {

class LinuxVideo final : public VideoSystem {
 public:
  int open(const char* path) override { return ::open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC); }
  int close(int device) override { return ::close(device); }
  int ioctl(int device, unsigned long request, void* argument) override {
    int result = 0;
    do result = ::ioctl(device, request, argument);
    while (result == -1 && errno == EINTR);
    return result;
  }
  void* mmap(std::size_t length, int device, std::size_t offset) override {
    return ::mmap(nullptr, length, PROT_READ | PROT_WRITE, MAP_SHARED, device, static_cast<off_t>(offset));
  }
  int munmap(void* memory, std::size_t length) override { return ::munmap(memory, length); }
};

}  // namespace

VideoSystem& linux_video() {
  static LinuxVideo video;
  return video;
}

}  // namespace dockhand
