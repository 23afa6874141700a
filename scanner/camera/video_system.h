// The kernel's video devices. They are behind an interface, so that a test can play pictures to the program.
#pragma once

#include <cstddef>

namespace dockhand {

// Each function is the system call of its name: it returns -1 (MAP_FAILED) and sets errno when it failed. The
// descriptor can be polled: it is readable when there is a frame.
class VideoSystem {
 public:
  virtual ~VideoSystem() = default;
  virtual int open(const char* path) = 0;
  virtual int close(int device) = 0;
  virtual int ioctl(int device, unsigned long request, void* argument) = 0;
  virtual void* mmap(std::size_t length, int device, std::size_t offset) = 0;
  virtual int munmap(void* memory, std::size_t length) = 0;
};

// Returns the one of the kernel.
VideoSystem& linux_video();

}  // namespace dockhand
