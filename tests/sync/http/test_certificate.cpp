// The certificate that a hub makes for itself: terminals know it by its key.
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "sync/http/certificate.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}

  test::TemporaryFolder folder;
};

}  // namespace

TEST(a_hub_keeps_the_certificate_that_it_has_made) {
  const std::string before = pin_of(own_certificate(folder / "hub.db").value()).value();
  REQUIRE(pin_of(own_certificate(folder / "hub.db").value()).value() == before);
  REQUIRE(before.size() == 64);
}

TEST(a_hub_whose_certificate_is_lost_is_known_by_its_key_still) {
  const TlsFiles files = own_certificate(folder / "hub.db").value();
  const std::string before = pin_of(files).value();
  std::filesystem::remove(files.certificate);
  REQUIRE(pin_of(own_certificate(folder / "hub.db").value()).value() == before);
  // What is no key is nobody's to overwrite.
  std::filesystem::remove(files.certificate);
  std::ofstream(files.key) << "half a key";
  REQUIRE(own_certificate(folder / "hub.db").error().message.find("is no private key in PEM") == 0);
  std::ifstream kept(files.key);
  REQUIRE(std::string(std::istreambuf_iterator<char>(kept), {}) == "half a key");
}
