package io.streetward.announce.mandarin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MandarinReaderTest {
    private final MandarinReader reader = new MandarinReader(Map.of());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            请到中国银行门前的停车场停放。 | qing3 dao4 zhong1 guo2 yin2 hang2 men2 qian2 de5 ting2 che1 chang3 ting2 fang4.
            重庆路路口请重新停放，车辆载重超限。 | chong2 qing4 lu4 lu4 kou3 qing3 chong2 xin1 ting2 fang4, che1 liang4 zai4 zhong4 chao1 xian4.
            请把占用的盲道还给行人，这里还有空位。 | qing3 ba3 zhan4 yong4 de5 mang2 dao4 huan2 gei3 xing2 ren2, zhe4 li5 hai2 you3 kong4 wei4.
            音乐广场东侧，祝您节日快乐。 | yin1 yue4 guang3 chang3 dong1 ce4, zhu4 nin2 jie2 ri4 kuai4 le4.
            长安路请不要长时间停车，校长您好。 | chang2 an1 lu4 qing3 bu2 yao4 chang2 shi2 jian1 ting2 che1, xiao4 zhang3 nin2 hao3.
            大余县城市管理局提醒您。 | da4 yu2 xian4 cheng2 shi4 guan3 li3 ju2 ti2 xing3 nin2.
            都市花园门口都是违停车辆。 | du1 shi4 hua1 yuan2 men2 kou3 dou1 shi4 wei2 ting2 che1 liang4.
            人行道上行人通行，各行业不得占道经营。 | ren2 xing2 dao4 shang4 xing2 ren2 tong1 xing2, ge4 hang2 ye4 bu4 de2 zhan4 dao4 jing1 ying2.
            请在前方调头，我们正在调整音量。 | qing3 zai4 qian2 fang1 diao4 tou2, wo3 men5 zheng4 zai4 tiao2 zheng3 yin1 liang4.
            请勿散发传单，违者处罚。 | qing3 wu4 san4 fa4 chuan2 dan1, wei2 zhe3 chu3 fa2.
            朝阳路店铺朝向马路，不要露天烧烤。 | chao2 yang2 lu4 dian4 pu4 chao2 xiang4 ma3 lu4, bu2 yao4 lu4 tian1 shao1 kao3.
            非机动车请靠边，便民市场的菜便宜。 | fei1 ji1 dong4 che1 qing3 kao4 bian1, bian4 min2 shi4 chang3 de5 cai4 pian2 yi5.
            渣土车遗撒，请绿地集团女司机为了安全立即处理。 | zha1 tu3 che1 yi2 sa3, qing3 lv4 di4 ji2 tuan2 nv3 si1 ji1 wei4 le5 an1 quan2 li4 ji2 chu3 li3.
            """)
    void charactersOfSeveralReadingsAreReadByTheirPhrase(String text, String pinyin) {
        assertThat(reader.pinyin(text)).isEqualTo(pinyin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8点05分 | ba1 dian3 ling2 wu3 fen1
            8:05 | ba1 dian3 ling2 wu3 fen1
            2:00 | liang3 dian3
            22:30 | er4 shi2 er4 dian3 san1 shi2 fen1
            08:00-11:30 | ba1 dian3 zhi4 shi2 yi1 dian3 san1 shi2 fen1
            2026年10月1日 | er4 ling2 er4 liu4 nian2 shi2 yue4 yi1 ri4
            2026-03-01 | er4 ling2 er4 liu4 nian2 san1 yue4 yi1 ri4
            赣B12345 | gan4 B yao1 er4 san1 si4 wu3
            藏A·0K7D1 | zang4 A ling2 K qi1 D yao1
            粤BD12345 | yue4 B D yao1 er4 san1 si4 wu3
            拨打12319 | bo1 da3 yao1 er4 san1 yao1 jiu3
            拨打110 | bo1 da3 yao1 yao1 ling2
            0797-8722345 | ling2 qi1 jiu3 qi1 ba1 qi1 er4 er4 san1 si4 wu3
            2辆车 | liang3 liang4 che1
            1辆车 | yi2 liang4 che1
            12辆车 | shi2 er4 liang4 che1
            110米 | yi4 bai3 yi1 shi2 mi3
            10500元 | yi2 wan4 ling2 wu3 bai3 yuan2
            3.5米 | san1 dian3 wu3 mi3
            1号楼2楼 | yi1 hao4 lou2 er4 lou2
            50% | bai3 fen1 zhi1 wu3 shi2
            5km | wu3 gong1 li3
            """)
    void figuresAreReadAsPeopleReadThem(String text, String pinyin) {
        assertThat(reader.pinyin(text)).isEqualTo(pinyin);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            不是 | bu2 shi4
            不能 | bu4 neng2
            对不对 | dui4 bu5 dui4
            一个 | yi2 ge4
            一起 | yi4 qi3
            一天 | yi4 tian1
            第一次 | di4 yi1 ci4
            统一管理 | tong3 yi1 guan3 li3
            看一看 | kan4 yi5 kan4
            十一 | shi2 yi1
            周一上午 | zhou1 yi1 shang4 wu3
            一，二 | yi1, er4
            一会儿 | yi2 hui4 er5
            门口儿 | men2 kou3 er5
            儿童 | er2 tong2
            女儿 | nv3 er2
            """)
    void tonesFollowTheirNeighbours(String text, String pinyin) {
        assertThat(reader.pinyin(text)).isEqualTo(pinyin);
    }

    @Test
    void lettersAreReadByTheirNamesAndPunctuationPauses() {
        assertThat(reader.pinyin("“您好！”KTV门前（B区）：请注意……走。\n谢谢"))
                .isEqualTo("nin2 hao3! K T V men2 qian2, B qu1, qing3 zhu4 yi4, zou3. xie4 xie5");
    }

    @Test
    void aSitesOwnWordsComeFirst() {
        MandarinReader own = new MandarinReader(Map.of("大余", "tai4 yu2", "Walmart", "wo4 er3 ma3", "一中", "yi1 zhong1"));

        assertThat(own.pinyin("大余县Walmart和一中门前2辆"))
                .isEqualTo("tai4 yu2 xian4 wo4 er3 ma3 he2 yi1 zhong1 men2 qian2 liang3 liang4");
    }

    @Test
    void whatHasNoReadingIsNamedAndSoIsAReadingThatIsNone() {
        assertThatThrownBy(() -> reader.pinyin("请到𠮷野家"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("𠮷")
                .hasMessageContaining("sound.pronunciations");
        assertThatThrownBy(() -> new MandarinReader(Map.of("单县", "shanxian")))
                .hasMessageContaining("\"shanxian\" of \"单县\"")
                .hasMessageContaining("shan4 xian4");
    }
}
