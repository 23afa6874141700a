// What is plugged in, told from folders that look like /dev and /sys.
#include <unistd.h>

#include <fstream>

#include "scanner/ports/probe.h"
#include "tests/support/unity.h"

using namespace dockhand;
namespace fs = std::filesystem;

namespace {

constexpr const char* keyboard_keys = "10000 7 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe";

struct Fixture {
  void setUp() {
    folder = fs::temp_directory_path() / ("dockhand-probe-" + std::to_string(::getpid()));
    fs::create_directories(folder / "dev" / "input");
    fs::create_directories(folder / "sys" / "class");
    tree = {folder / "dev", folder / "sys"};
  }
  void tearDown() { fs::remove_all(folder); }

  void write(const fs::path& file, const std::string& text) const {
    fs::create_directories((folder / file).parent_path());
    std::ofstream(folder / file) << text << "\n";
  }
  void serial(const std::string& node, const std::string& vendor, const std::string& product) const {
    write("dev/" + node, "");
    const fs::path usb = "sys/devices/usb1/" + node;
    write(usb / "idVendor", vendor);
    write(usb / "product", product);
    fs::create_directories(folder / usb / "interface");
    fs::create_directories(folder / "sys/class/tty" / node);
    fs::create_symlink(folder / usb / "interface", folder / "sys/class/tty" / node / "device");
  }
  void keyboard(const std::string& node, const std::string& vendor, const std::string& name,
                const std::string& keys = keyboard_keys) const {
    write("dev/input/" + node, "");
    const fs::path device = "sys/class/input/" + node + "/device";
    write(device / "name", name);
    write(device / "id" / "vendor", vendor);
    write(device / "capabilities" / "key", keys);
  }
  void camera(const std::string& node, const std::string& index) const {
    write("dev/" + node, "");
    write("sys/class/video4linux/" + node + "/name", "Integrated Camera");
    write("sys/class/video4linux/" + node + "/index", index);
  }

  fs::path folder;
  DeviceTree tree;
};

}  // namespace

TEST(what_is_plugged_in_is_listed_with_its_name_and_whether_it_is_surely_a_scanner) {
  serial("ttyACM0", "2341", "Arduino Uno");
  serial("ttyACM1", "0c2e", "Voyager 1602g");
  keyboard("event3", "046d", "Logitech Keyboard");
  keyboard("event12", "05e0", "Symbol Bar Code Scanner");
  camera("video0", "0");
  write("dev/tty1", "");
  const auto found = probe(tree);
  REQUIRE(found.size() == 5);
  REQUIRE(found[0].name == "Arduino Uno");
  REQUIRE_FALSE(found[0].scanner);
  REQUIRE(found[1].path == (folder / "dev/ttyACM1").string());
  REQUIRE(found[1].scanner);
  REQUIRE(found[2].name == "Logitech Keyboard");
  REQUIRE_FALSE(found[2].scanner);
  REQUIRE(found[3].scanner);
  REQUIRE(found[4].kind == DeviceKind::camera);
  REQUIRE(found[4].usable);
}

TEST(what_cannot_type_and_what_gives_no_pictures_is_left_out) {
  keyboard("event0", "05e0", "Power Button", "10000000000000 0");
  keyboard("event1", "05e0", "Mouse", "70000 0 0 0 0");
  camera("video1", "1");
  REQUIRE(probe(tree).empty());
}

TEST(an_unnamed_device_is_the_one_that_is_surely_a_scanner) {
  serial("ttyACM0", "2341", "Arduino Uno");
  serial("ttyACM1", "0c2e", "Voyager 1602g");
  REQUIRE(found_device("", DeviceKind::serial, tree).value() == (folder / "dev/ttyACM1").string());
  REQUIRE(found_device("/dev/ttyS0", DeviceKind::serial, tree).value() == "/dev/ttyS0");
}

TEST(a_keyboard_that_may_be_somebodys_is_never_taken_unasked) {
  keyboard("event3", "046d", "Logitech Keyboard");
  const auto device = found_device("", DeviceKind::keyboard, tree);
  REQUIRE_FALSE(device.ok());
  REQUIRE(device.error().message.find("name its device") != std::string::npos);
}

TEST(a_machine_without_any_device_has_none) {
  REQUIRE(probe({folder / "none", folder / "none"}).empty());
  REQUIRE_FALSE(found_device("", DeviceKind::camera, tree).ok());
}
