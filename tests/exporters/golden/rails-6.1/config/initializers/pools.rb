# Written by Poolwart 0.1.0 on 2026-02-03 for Rails 6.1.
# Plan: 5 pools x 12, round-robin.
# Budget: 5 pools x 12 = 60 of 97 usable connections (max_connections 100, 3 reserved).
#
# class ApplicationRecord < ActiveRecord::Base
#   self.abstract_class = true
#   Pools.connect(self)
# end
#
# class ApplicationController < ActionController::Base
#   around_action { |_, action| Pools.use(&action) }
# end

# Chooses the pool of each block of work by the plan's policy, round-robin, and keeps it until the work is done.
# Without a choice, as in a console or a job, the first pool is used.
module Pools
  class Closing < StandardError; end

  # Each shard with its entry of database.yml, the default pool first.
  SHARDS = {
    default: :p0,
    p1: :p1,
    p2: :p2,
    p3: :p3,
    p4: :p4,
  }.freeze
  NAMES = SHARDS.keys.freeze

  @lock = Mutex.new
  @running = 0
  @closing = false
  @turn = -1
  @credit = 0

  class << self
    def connect(base)
      @base = base
      base.connects_to(shards: SHARDS.transform_values { |name| { writing: name } })
    end

    # Runs one block of work in the given shard, otherwise by the policy. A nested block keeps the outer pool.
    def use(shard = nil)
      return yield if shard.nil? && Thread.current.thread_variable_get(:poolwart_shard)

      chosen = begin_work(shard)
      outer = Thread.current.thread_variable_get(:poolwart_shard)
      Thread.current.thread_variable_set(:poolwart_shard, chosen)
      begin
        ActiveRecord::Base.connected_to(role: :writing, shard: chosen) { yield chosen }
      ensure
        Thread.current.thread_variable_set(:poolwart_shard, outer)
        @lock.synchronize { @running -= 1 }
      end
    end

    def pool(shard)
      ActiveRecord::Base.connected_to(role: :writing, shard: shard) { @base.connection_pool }
    end

    # Refuses new work, waits at most that long for running work, then closes all pools at once.
    # Returns whether all work was finished. Call it where your server stops, such as on_worker_shutdown of Puma.
    def close_all(seconds = 10)
      @closing = true
      deadline = now + seconds
      sleep 0.02 while @running.positive? && now < deadline
      done = @running.zero?
      NAMES.each { |shard| cut(pool(shard)) } unless done
      NAMES.map { |shard| Thread.new { pool(shard).disconnect! } }.each(&:join)
      done
    end

    private

    def now
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    def begin_work(shard)
      raise Closing, "The database pools are closing: none is given out any more." if @closing

      @lock.synchronize do
        @running += 1
        shard || choose
      end
    end

    def choose
      NAMES[@turn = (@turn + 1) % NAMES.size]
    end

    # Cancel first: the server does not notice a closed socket while a statement runs.
    def cut(pool)
      pool.connections.select(&:in_use?).each do |connection|
        raw = connection.raw_connection
        raw.cancel
        raw.socket_io.shutdown
      rescue StandardError
        next # already closed
      end
    end
  end
end
