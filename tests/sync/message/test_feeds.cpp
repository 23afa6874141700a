// What the page for other programs says of letters is so: its example is made here, and its signature verified.
#include <sodium.h>

#include <fstream>
#include <sstream>

#include "sync/message/channel.h"
#include "sync/webhooks.h"
#include "tests/support/warehouse/warehouse.h"

using namespace dockhand;
using namespace dockhand::test;

namespace {

struct Fixture {
  void setUp() {
    std::ifstream in(DOCKHAND_SOURCE_DIR "/sync/message/FEEDS.md");
    page.assign(std::istreambuf_iterator<char>(in), {});
    REQUIRE_FALSE(page.empty());
  }
  void tearDown() {}

  // What stands behind a word of the example.
  std::string example(const std::string& word) const {
    std::istringstream lines(page.substr(page.find("```") + 4));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with(word + " ")) return line.substr(line.find_first_not_of(' ', word.size()));
    }
    return {};
  }
  static Letter letter() {
    Letter one{"5d41402abc4b2a76b9719d911017c592", "webhook", "ACME", "Acme Ltd"};
    one.made = Instant::parse("2026-11-30T08:10:00Z").value();
    one.lines = {{MessageKind::moved, order("SO-118/1"), item("BRG-6204"), "Bearing 6204", units(3), day("2026-12-04"),
                  day("2026-12-01")}};
    return one;
  }
  static LetterText text() {
    return {"Your order SO-118: another day, 4 December 2026", "3 x Bearing 6204 leave us by 4 December 2026.", "en"};
  }
  // As a receiver does it that has read the page and nothing else.
  static std::string signature_by_the_page(const std::string& secret, const std::string& time,
                                           const std::string& body) {
    const std::string all = time + "." + body;
    unsigned char inner_key[64] = {}, outer_key[64] = {};
    for (std::size_t i = 0; i < 64; ++i) {
      const auto byte = static_cast<unsigned char>(i < secret.size() ? secret[i] : 0);
      inner_key[i] = byte ^ 0x36;
      outer_key[i] = byte ^ 0x5c;
    }
    const auto sum_of = [](const unsigned char(&key)[64], const void* data, std::size_t size) {
      std::string bytes(reinterpret_cast<const char*>(key), 64);
      bytes.append(static_cast<const char*>(data), size);
      std::string sum(crypto_hash_sha256_BYTES, '\0');
      crypto_hash_sha256(reinterpret_cast<unsigned char*>(sum.data()),
                         reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      return sum;
    };
    const std::string inner = sum_of(inner_key, all.data(), all.size());
    std::string hex;
    for (const char c : sum_of(outer_key, inner.data(), inner.size())) {
      constexpr char digits[] = "0123456789abcdef";
      hex += {digits[static_cast<unsigned char>(c) >> 4], digits[static_cast<unsigned char>(c) & 15]};
    }
    return hex;
  }

  std::string page;
};

}  // namespace

TEST(the_example_of_the_page_is_what_a_letter_looks_like) { REQUIRE(letter_json(letter(), text()) == example("body")); }

TEST(the_signature_of_the_page_verifies_as_the_page_says) {
  const std::string secret = example("secret"), time = example("time"), body = example("body");
  REQUIRE(signature_of(secret, time, body) == example("signature"));
  REQUIRE(signature_by_the_page(secret, time, body) == example("signature"));
  REQUIRE(signature_of(secret, "2026-11-30T08:12:07.251Z", body) != example("signature"));
}

TEST(the_page_names_every_kind_and_every_field) {
  Letter all = letter();
  all.lines[0] = {MessageKind::moved, order("SO-1/1"), item("BRG"),  "Bearing", units(4), day("2026-12-03"),
                  day("2026-12-01"),  "DHL",           "0034043",    "ROD",     "A rod",  "5 % off",
                  "SORRY5",           "us_agree",      "https://hub"};
  const std::string json = letter_json(all, text());
  for (std::size_t at = json.find('"'); at != std::string::npos;) {
    const auto end = json.find('"', at + 1);
    const std::string word = json.substr(at + 1, end - at - 1);
    INFO(word);
    if (json[end + 1] == ':') REQUIRE(page.find("`" + word + "`") != std::string::npos);
    at = json.find('"', end + 1);
  }
  for (const MessageKind kind : message_kinds()) {
    INFO(name_of(kind));
    REQUIRE(page.find("`" + std::string(name_of(kind)) + "`") != std::string::npos);
  }
}
