// Dates, moments and the clock.
//
// Decides: that a moment is milliseconds of UTC, a date is a day of the proleptic Gregorian calendar, and that time
// enters the program through a Clock only, so that every test and every demo can own it.
// Leaves to others: the order of events, which never follows the wall clock (storage/ledger/ledger.h).
#pragma once

#include <atomic>
#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "storage/model/result.h"

namespace dockhand {

class Date {
 public:
  // Reads a date such as "2026-11-22".
  static Result<Date> parse(std::string_view text);
  static Result<Date> of(int year, unsigned month, unsigned day);
  static Date from_days(std::int32_t days_since_1970) { return Date(days_since_1970); }

  std::int32_t days() const { return days_; }
  int year() const;
  std::string text() const;
  auto operator<=>(const Date&) const = default;

 private:
  explicit Date(std::int32_t days) : days_(days) {}
  std::int32_t days_;
};

struct Instant {
  std::int64_t ms = 0;  // milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted

  // Reads "2026-11-22T14:03:00Z", with or without a fraction of a second. A date alone means its first moment.
  static Result<Instant> parse(std::string_view text);
  Date date() const;
  std::string text() const;        // "2026-11-22T14:03:00.000Z"
  std::string clock_text() const;  // "14:03", by the house's clock as its day is
  auto operator<=>(const Instant&) const = default;
};

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;  // may be called on any thread
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

// This one clock is for all who have no clock of their own.
const Clock& system_clock();

// It stands still until it is advanced. It is for tests, scripts and the demo. Any thread may use it.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Instant start) : ms_(start.ms) {}
  Instant now() const override { return Instant{ms_}; }
  void advance(std::chrono::milliseconds by) { ms_ += by.count(); }

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace dockhand
