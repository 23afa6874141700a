// Untrusted JSON: what it costs is bounded before it is spent.
#include <chrono>

#include "storage/codec/json.h"
#include "tests/support/unity.h"

using namespace dockhand;

namespace {

struct Fixture {
  void setUp() {}
  void tearDown() {}
};

std::string repeated(const std::string& part, std::size_t times) {
  std::string all;
  all.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) all += part;
  return all;
}

std::string complaint(const std::string& text, JsonBounds bounds = {1 << 20}) {
  const auto json = parse_json(text, bounds);
  return json ? "read" : json.error().sentence();
}

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

// The fastest of three, so that a busy machine does not decide.
double seconds_of(const std::string& text) {
  double best = 1e9;
  for (int run = 0; run < 3; ++run) {
    const auto start = std::chrono::steady_clock::now();
    REQUIRE(parse_json(text, {16 << 20}).ok());
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return best;
}

}  // namespace

TEST(what_is_read_is_what_the_library_reads) {
  const std::string text =
      R"( {"a":[1,-2,3.5,true,false,null,"x\n\u00e4",{}, [ ],{"b":{"c":[[]]}}],"":18446744073709551615} )";
  REQUIRE(parse_json(text, {1 << 20}).value() == Json::parse(text));
  REQUIRE(parse_json("7", {9}).value() == Json(7));
}

TEST(an_array_of_objects_takes_a_time_that_grows_with_its_length) {
  const double small = seconds_of("[" + repeated("{},", 10'000) + "{}]");
  const double large = seconds_of("[" + repeated("{},", 160'000) + "{}]");
  INFO(small << " s for 10,000 and " << large << " s for 160,000");
  REQUIRE(large < small * 80);  // sixteen times as much; were it quadratic, 256 times
}

TEST(a_text_with_too_many_values_is_refused_before_they_fill_the_memory) {
  REQUIRE(complaint("[1,2,3]", {100, 4}) == "read");
  REQUIRE(says(complaint("[1,2,3,4]", {100, 4}), "more than 4 values"));
  REQUIRE(says(complaint("[" + repeated("[],", 99) + "[]]", {1000, 50}), "more than 50 values"));
}

TEST(a_member_that_stands_there_twice_is_named_at_any_depth) {
  REQUIRE(complaint(R"({"a":1,"b":{"a":2}})") == "read");
  REQUIRE(says(complaint(R"([{"b":{"a":2,"a":{}}}])"), "a: stands there twice"));
}

TEST(nesting_is_bounded) {
  REQUIRE(complaint(repeated("[", 65) + repeated("]", 65)) == "read");
  REQUIRE(says(complaint(repeated("[", 66) + repeated("]", 66)), "nested deeper than 64"));
  REQUIRE(says(complaint(repeated("[", 1 << 20)), "nested deeper than 64"));
}

TEST(broken_texts_are_told_with_their_place) {
  REQUIRE(says(complaint("[1,"), "byte"));
  REQUIRE(says(complaint("[1] x"), "byte 5"));
  REQUIRE(says(complaint("1e999"), "out of range"));
  REQUIRE(says(complaint(""), "not valid JSON"));
}
