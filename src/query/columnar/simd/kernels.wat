;; The kernels (../kernels.ts) that gain most from 16 bytes at a time. `npm run wasm` assembles them into module.ts.
;;
;; Parameters are addresses. Bitsets are multiples of 16 bytes and not empty; $end is the address behind $to.
;; Bytes 0 to 1,023 belong to these functions: the needle stands at 0, the set at 512, four places of a search at 544, what
;; it notes at 576.
(module
  (import "" "" (memory 1))

  ;; to = to & from
  (func (export "and") (param $to i32) (param $from i32) (param $end i32)
    (loop $next
      (v128.store (local.get $to) (v128.and (v128.load (local.get $to)) (v128.load (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; to = to | from
  (func (export "or") (param $to i32) (param $from i32) (param $end i32)
    (loop $next
      (v128.store (local.get $to) (v128.or (v128.load (local.get $to)) (v128.load (local.get $from))))
      (local.set $from (i32.add (local.get $from) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; to = ~to
  (func (export "not") (param $to i32) (param $end i32)
    (loop $next
      (v128.store (local.get $to) (v128.not (v128.load (local.get $to))))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; How many bits of a & b are set. Here $end is the one behind $a.
  (func (export "count") (param $a i32) (param $b i32) (param $end i32) (result i32)
    (local $sums v128)
    (loop $next
      (local.set $sums
        (i32x4.add
          (local.get $sums)
          (i32x4.extadd_pairwise_i16x8_u
            (i16x8.extadd_pairwise_i8x16_u
              (i8x16.popcnt (v128.and (v128.load (local.get $a)) (v128.load (local.get $b))))))))
      (local.set $b (i32.add (local.get $b) (i32.const 16)))
      (local.set $a (i32.add (local.get $a) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $a) (local.get $end))))
    (i32.add
      (i32.add (i32x4.extract_lane 0 (local.get $sums)) (i32x4.extract_lane 1 (local.get $sums)))
      (i32.add (i32x4.extract_lane 2 (local.get $sums)) (i32x4.extract_lane 3 (local.get $sums)))))

  ;; Bit r: whether the byte codes[r] is in the set: bit h % 8 of byte 16 * (h / 8) + l of the set, where h and l are
  ;; the upper and lower half of the code (W. Mula, SIMD byte lookup: special case, universal algorithm).
  (func (export "inSet") (param $to i32) (param $codes i32) (param $end i32)
    (local $sixteen v128) (local $low v128)
    (loop $next
      (local.set $sixteen (v128.load (local.get $codes)))
      (local.set $low (v128.and (local.get $sixteen) (i8x16.splat (i32.const 15))))
      (i32.store16
        (local.get $to)
        (i8x16.bitmask
          (i8x16.ne
            (v128.and
              (v128.bitselect
                (i8x16.swizzle (v128.load offset=528 (i32.const 0)) (local.get $low))
                (i8x16.swizzle (v128.load offset=512 (i32.const 0)) (local.get $low))
                (i8x16.shr_s (local.get $sixteen) (i32.const 7)))
              (i8x16.swizzle
                (v128.const i8x16 1 2 4 8 16 32 64 128 1 2 4 8 16 32 64 128)
                (i8x16.shr_u (local.get $sixteen) (i32.const 4))))
            (v128.const i64x2 0 0))))
      (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
      (local.set $to (i32.add (local.get $to) (i32.const 2)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Bit r: low <= values[r] <= high
  (func (export "inRange") (param $to i32) (param $values i32) (param $lowest f64) (param $highest f64) (param $end i32)
    (local $low v128) (local $high v128) (local $two v128) (local $bits i32) (local $at i32)
    (local.set $low (f64x2.splat (local.get $lowest)))
    (local.set $high (f64x2.splat (local.get $highest)))
    (loop $next
      (local.set $bits (i32.const 0))
      (local.set $at (i32.const 0))
      (loop $pair
        (local.set $two (v128.load (local.get $values)))
        (local.set $bits
          (i32.or
            (local.get $bits)
            (i32.shl
              (i64x2.bitmask
                (v128.and
                  (f64x2.ge (local.get $two) (local.get $low))
                  (f64x2.le (local.get $two) (local.get $high))))
              (local.get $at))))
        (local.set $two (v128.load offset=16 (local.get $values)))
        (local.set $bits
          (i32.or
            (local.get $bits)
            (i32.shl
              (i64x2.bitmask
                (v128.and
                  (f64x2.ge (local.get $two) (local.get $low))
                  (f64x2.le (local.get $two) (local.get $high))))
              (i32.add (local.get $at) (i32.const 2)))))
        (local.set $values (i32.add (local.get $values) (i32.const 32)))
        (local.set $at (i32.add (local.get $at) (i32.const 4)))
        (br_if $pair (i32.lt_u (local.get $at) (i32.const 32))))
      (i32.store (local.get $to) (local.get $bits))
      (local.set $to (i32.add (local.get $to) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $to) (local.get $end)))))

  ;; Sets the bits of rows. Here $end is the one behind $rows.
  (func (export "setRows") (param $to i32) (param $rows i32) (param $end i32)
    (local $row i32) (local $at i32)
    (loop $next
      (local.set $row (i32.load (local.get $rows)))
      (local.set $at (i32.add (local.get $to) (i32.shl (i32.shr_u (local.get $row) (i32.const 5)) (i32.const 2))))
      (i32.store
        (local.get $at)
        (i32.or (i32.load (local.get $at)) (i32.shl (i32.const 1) (local.get $row))))
      (local.set $rows (i32.add (local.get $rows) (i32.const 4)))
      (br_if $next (i32.lt_u (local.get $rows) (local.get $end)))))

  ;; Sets the bit of each text that has the needle in it, which is longer than a byte. The bytes are read in four places
  ;; side by side, a quarter of them each and 512 at a time, since the processor fetches from memory ahead in each of the
  ;; four. In 32 places at once three bytes of the needle, at $i, behind it and at $k, are looked for; where they stand as
  ;; they do in it, that is noted at 576: without a branch, which would be guessed wrong. After 512 bytes of each quarter the
  ;; noted places are looked at closely.
  ;; Given are at 560 where the four begin and at 544 the address of the start of the text there, which goes along; $each:
  ;; how many bytes a quarter has, 512 times any; $last: the last address where the needle could begin.
  (func (export "search")
    (param $to i32) (param $bytes i32) (param $starts i32) (param $last i32) (param $length i32) (param $atEnd i32)
    (param $i i32) (param $k i32) (param $each i32)
    (local $first v128) (local $second v128) (local $third v128) (local $place4 v128)
    (local $done i32) (local $quarter i32) (local $from i32) (local $until i32) (local $noted i32) (local $note i32)
    (local $mask i32) (local $at i32) (local $place i32) (local $start i32)
    (local.set $first (v128.load8_splat (local.get $i)))
    (local.set $second (v128.load8_splat offset=1 (local.get $i)))
    (local.set $third (v128.load8_splat (local.get $k)))
    (loop $turn
      (local.set $noted (i32.const 576))
      (local.set $quarter (i32.const 0))
      (loop $side
        (local.set $from
          (i32.add (local.get $done) (i32.load offset=560 (i32.shl (local.get $quarter) (i32.const 2)))))
        (local.set $until (i32.add (local.get $from) (i32.const 512)))
        (loop $block
          ;; Which of the four it is stands in the lowest bits.
          (i32.store (local.get $noted) (i32.add (local.get $from) (local.get $quarter)))
          (local.set $noted
            (i32.add
              (local.get $noted)
              (i32.shl
                (v128.any_true
                  (v128.or
                    (v128.and
                      (v128.and
                        (i8x16.eq (v128.load (i32.add (local.get $from) (local.get $i))) (local.get $first))
                        (i8x16.eq (v128.load offset=1 (i32.add (local.get $from) (local.get $i))) (local.get $second)))
                      (i8x16.eq (v128.load (i32.add (local.get $from) (local.get $k))) (local.get $third)))
                    (v128.and
                      (v128.and
                        (i8x16.eq (v128.load offset=16 (i32.add (local.get $from) (local.get $i))) (local.get $first))
                        (i8x16.eq (v128.load offset=17 (i32.add (local.get $from) (local.get $i))) (local.get $second)))
                      (i8x16.eq (v128.load offset=16 (i32.add (local.get $from) (local.get $k))) (local.get $third)))))
                (i32.const 2))))
          (br_if $block
            (i32.lt_u (local.tee $from (i32.add (local.get $from) (i32.const 32))) (local.get $until))))
        (br_if $side
          (i32.lt_u (local.tee $quarter (i32.add (local.get $quarter) (i32.const 1))) (i32.const 4))))
      (local.set $note (i32.const 572))
      (block $looked
        (loop $next
          (br_if $looked
            (i32.ge_u (local.tee $note (i32.add (local.get $note) (i32.const 4))) (local.get $noted)))
          (local.set $from (i32.load (local.get $note)))
          (local.set $quarter (i32.shl (i32.and (local.get $from) (i32.const 3)) (i32.const 2)))
          (local.set $from (i32.and (local.get $from) (i32.const -4)))
          (local.set $mask
            (i32.or
              (i8x16.bitmask
                (v128.and
                  (v128.and
                    (i8x16.eq (v128.load (i32.add (local.get $from) (local.get $i))) (local.get $first))
                    (i8x16.eq (v128.load offset=1 (i32.add (local.get $from) (local.get $i))) (local.get $second)))
                  (i8x16.eq (v128.load (i32.add (local.get $from) (local.get $k))) (local.get $third))))
              (i32.shl
                (i8x16.bitmask
                  (v128.and
                    (v128.and
                      (i8x16.eq (v128.load offset=16 (i32.add (local.get $from) (local.get $i))) (local.get $first))
                      (i8x16.eq (v128.load offset=17 (i32.add (local.get $from) (local.get $i))) (local.get $second)))
                    (i8x16.eq (v128.load offset=16 (i32.add (local.get $from) (local.get $k))) (local.get $third))))
                (i32.const 16))))
          (loop $candidate
            (local.set $at (i32.add (local.get $from) (i32.ctz (local.get $mask))))
            (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
            (block $not
              (br_if $not (i32.gt_u (local.get $at) (local.get $last)))
              (if (i32.gt_u (local.get $length) (i32.const 3))
                (then
                  (local.set $place (i32.const 0))
                  (loop $compare
                    (br_if $not
                      (i32.ne
                        (i32.load8_u (i32.add (local.get $at) (local.get $place)))
                        (i32.load8_u (local.get $place))))
                    (br_if $compare
                      (i32.lt_u
                        (local.tee $place (i32.add (local.get $place) (i32.const 1)))
                        (local.get $length))))))
              (if (local.get $atEnd)
                (then
                  (br_if $not
                    (i32.lt_u (i32.load8_u (i32.add (local.get $at) (local.get $length))) (i32.const 0xf6)))))
              ;; Whose it is: the text before the first that starts behind it, 16 of them at a time.
              (local.set $place4 (i32x4.splat (i32.sub (local.get $at) (local.get $bytes))))
              (local.set $start (i32.load offset=544 (local.get $quarter)))
              (loop $more
                (local.set $place
                  (i8x16.bitmask
                    (i8x16.narrow_i16x8_s
                      (i16x8.narrow_i32x4_s
                        (i32x4.gt_s (v128.load offset=4 (local.get $start)) (local.get $place4))
                        (i32x4.gt_s (v128.load offset=20 (local.get $start)) (local.get $place4)))
                      (i16x8.narrow_i32x4_s
                        (i32x4.gt_s (v128.load offset=36 (local.get $start)) (local.get $place4))
                        (i32x4.gt_s (v128.load offset=52 (local.get $start)) (local.get $place4))))))
                (if (i32.eqz (local.get $place))
                  (then
                    (local.set $start (i32.add (local.get $start) (i32.const 64)))
                    (br $more))))
              (local.set $start
                (i32.add (local.get $start) (i32.shl (i32.ctz (local.get $place)) (i32.const 2))))
              (i32.store offset=544 (local.get $quarter) (local.get $start))
              (local.set $at (i32.shr_u (i32.sub (local.get $start) (local.get $starts)) (i32.const 2)))
              (local.set $place (i32.add (local.get $to) (i32.shr_u (local.get $at) (i32.const 3))))
              (i32.store8
                (local.get $place)
                (i32.or
                  (i32.load8_u (local.get $place))
                  (i32.shl (i32.const 1) (i32.and (local.get $at) (i32.const 7))))))
            (br_if $candidate (local.get $mask)))
          (br $next)))
      (br_if $turn
        (i32.lt_u (local.tee $done (i32.add (local.get $done) (i32.const 512))) (local.get $each)))))

  ;; The same for a needle of one byte, which most texts have. Whose it is, is nearly always the next one.
  (func (export "searchByte")
    (param $to i32) (param $bytes i32) (param $starts i32) (param $last i32) (param $byte i32) (param $atEnd i32)
    (local $bytes16 v128) (local $here v128) (local $there v128)
    (local $from i32) (local $mask i32) (local $at i32) (local $place i32) (local $entry i32) (local $next i32)
    (local.set $bytes16 (i8x16.splat (local.get $byte)))
    (local.set $from (local.get $bytes))
    (local.set $entry (i32.const -1))
    (loop $block
      (br_if $block
        (block $decided (result i32)
          (local.set $here (i8x16.eq (v128.load (local.get $from)) (local.get $bytes16)))
          (local.set $there (i8x16.eq (v128.load offset=16 (local.get $from)) (local.get $bytes16)))
          (local.set $mask
            (i32.or
              (i8x16.bitmask (local.get $here))
              (i32.shl (i8x16.bitmask (local.get $there)) (i32.const 16))))
          (block $none
            (loop $candidate
              (br_if $none (i32.eqz (local.get $mask)))
              (local.set $at (i32.add (local.get $from) (i32.ctz (local.get $mask))))
              (local.set $mask (i32.and (local.get $mask) (i32.sub (local.get $mask) (i32.const 1))))
              (if (i32.gt_u (local.get $at) (local.get $last)) (then (return)))
              (br_if $candidate
                (i32.and
                  (local.get $atEnd)
                  (i32.lt_u (i32.load8_u offset=1 (local.get $at)) (i32.const 0xf6))))
              (loop $owner
                (local.set $starts (i32.add (local.get $starts) (i32.const 4)))
                (local.set $entry (i32.add (local.get $entry) (i32.const 1)))
                (br_if $owner
                  (i32.le_u
                    (local.tee $next (i32.add (local.get $bytes) (i32.load (local.get $starts))))
                    (local.get $at))))
              (local.set $place (i32.add (local.get $to) (i32.shr_u (local.get $entry) (i32.const 3))))
              (i32.store8
                (local.get $place)
                (i32.or
                  (i32.load8_u (local.get $place))
                  (i32.shl (i32.const 1) (i32.and (local.get $entry) (i32.const 7)))))
              (local.set $from (local.get $next))
              (br $decided (i32.le_u (local.get $from) (local.get $last)))))
          (local.set $from (i32.add (local.get $from) (i32.const 32)))
          (i32.le_u (local.get $from) (local.get $last)))))))
